package gtin_test

import (
	"testing"

	"manifold/internal/kernel/gtin"
)

func TestChecked(t *testing.T) {
	for digits, want := range map[string]bool{
		"4006381333931": true, "4006381333932": false, "96385074": true, "96385075": false, "036000291452": true, "10012345678902": true, "7290000066318": true, "7290000066381": false,
	} {
		if got := gtin.Checked(digits); got != want || !gtin.Sized(digits) {
			t.Errorf("%s: %v, expected %v", digits, got, want)
		}
	}
	if gtin.Sized("123456789") {
		t.Error("nine digits are no GTIN")
	}
}

// Real numbers of every length, and each of their digits mistyped.
func TestEachDigitIsChecked(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"96385074", "614141000036", "4006381333931", "10614141000415"} {
		if !gtin.Checked(number) {
			t.Errorf("%s is refused", number)
		}
		for i := range number {
			mistyped := []byte(number)
			mistyped[i] = '0' + (mistyped[i]-'0'+1)%10
			if gtin.Checked(string(mistyped)) {
				t.Errorf("%s passes for %s", mistyped, number)
			}
		}
	}
}
