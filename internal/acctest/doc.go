// Package acctest provides what acceptance tests share: a cloud, the provider and the Terraform CLI. Only tests import it.
//
// By default, each test gets its own emulated cloud. With OTC_ACC=1, tests that do not depend on the emulator run in the
// real cloud and sign in with the OS_… environment variables. OTC_ACC_VPC_ID, OTC_ACC_PORT_ID, OTC_ACC_SERVER_TYPE and
// OTC_ACC_SUBNET_ID then select the existing network resources. Tests that depend on the emulator are skipped.
package acctest
