package auth

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"github.com/otc-vpcep/terraform-provider-opentelekomcloud/internal/otc"
)

const (
	headerAuthToken     = "X-Auth-Token" //nolint:gosec // name of a header, not a token
	headerSubjectToken  = "X-Subject-Token"
	headerSecurityToken = "X-Security-Token"
	headerProjectID     = "X-Project-Id"
	headerDomainID      = "X-Domain-Id"
	headerSDKDate       = "X-Sdk-Date"

	algorithm  = "SDK-HMAC-SHA256"
	dateLayout = "20060102T150405Z"
	scopeEnd   = "sdk_request"
)

// accessKey signs requests, which then need no token.
type accessKey struct {
	id            string
	secret        otc.Secret
	securityToken otc.Secret // of a temporary access key, otherwise ""
}

// sign adds the date and the signature to a request, after all other headers are set. A signature is valid for
// about fifteen minutes, so every attempt is signed anew.
//
// API: https://docs.otc.t-systems.com/api-usage/guidelines/calling_apis/ak_sk_authentication/index.html
func (k accessKey) sign(req *http.Request, at time.Time) error {
	date := at.UTC().Format(dateLayout)
	req.Header.Set(headerSDKDate, date)
	if k.securityToken != "" {
		req.Header.Set(headerSecurityToken, k.securityToken.Reveal())
	}
	canonical, names, err := canonicalRequest(req)
	if err != nil {
		return err
	}
	// Region and service are empty: in this cloud, access keys are bound to neither.
	day := date[:8]
	scope := day + "///" + scopeEnd
	hash := sha256.Sum256([]byte(canonical))
	signature := mac(k.signingKey(day), algorithm+"\n"+date+"\n"+scope+"\n"+hex.EncodeToString(hash[:]))
	req.Header.Set("Authorization", fmt.Sprintf("%s Credential=%s/%s, SignedHeaders=%s, Signature=%s",
		algorithm, k.id, scope, names, hex.EncodeToString(signature)))
	return nil
}

func (k accessKey) signingKey(day string) []byte {
	key := []byte("SDK" + k.secret.Reveal())
	for _, part := range []string{day, "", "", scopeEnd} {
		key = mac(key, part)
	}
	return key
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
