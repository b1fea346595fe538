#!/bin/sh
# Plans, and writes saved.plan and plan.json. Exits with 0 if nothing is to be done, 2 if something is, and 1 if the plan failed.
set -u

"${TF:-terraform}" plan -input=false -lock-timeout=5m -detailed-exitcode -out=saved.plan
code=$?
if [ "$code" -ne 1 ]; then
  "${TF:-terraform}" show -json saved.plan >plan.json || exit 1
fi
exit "$code"
