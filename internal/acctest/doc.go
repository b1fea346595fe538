// Package acctest is what acceptance tests share: the cloud they run against, the provider, and the
// Terraform CLI. Only tests import it.
//
// The cloud is an emulator of its own for each test. With OTC_ACC=1 it is the real one, signed in to
// as the OS_… variables say, for the tests that need nothing of the emulator; OTC_ACC_VPC_ID,
// OTC_ACC_PORT_ID, OTC_ACC_SERVER_TYPE and OTC_ACC_SUBNET_ID name what they build on.
package acctest
