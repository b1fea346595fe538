#!/bin/sh
# Prints, one per line, the resources that were changed outside of Terraform. Exits with 0 if there are none, 2 if there are, and 1 if
# the plan failed.
set -u

"${TF:-terraform}" plan -input=false -refresh-only -out=drift.plan >&2 || exit 1
"${TF:-terraform}" show -json drift.plan >drift.json || exit 1
changed=$(jq -r '.resource_drift[]?.address' drift.json) || exit 1
[ -z "$changed" ] && exit 0
echo "$changed"
exit 2
