package otc

// The tests use the codes of VPC Endpoint, which its package registers.
func init() {
	RegisterCodes(Codes{
		Throttled: []string{"EndPoint.0022"},
		Temporary: []string{"EndPoint.0001", "EndPoint.0013"},
		Permanent: []string{"EndPoint.0011", "EndPoint.0012"},
	})
}
