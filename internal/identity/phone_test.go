package identity_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"manifold/internal/app/apptest"
	"manifold/internal/identity"
)

// other is a code that is not the one given.
func other(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}

func TestPhones(t *testing.T) {
	t.Parallel()
	h := open(t)
	ann, ben := h.Company(t, "Ann", "buyer"), h.Company(t, "Ben", "buyer")
	me := h.with(t, ann.Token)

	t.Run("a number becomes a login, and is taken out again", func(t *testing.T) {
		addPhone(t, h, ann, "+8613800000001")
		wrote(t, h, ann.Person.ID, "identity.phone_confirmed")
		h.signIn(t, "138 0000 0001")
		addPhone(t, h, ann, "+8613800000001") // the same again does no harm
		h.signIn(t, "13800000001")
		addPhone(t, h, ann, "+8613800000002")
		_, err := h.Identity.SignIn(t.Context(), "+8613800000001", apptest.Password, "")
		want(t, err, "identity.wrong_login")
		h.signIn(t, "+8613800000002")
		want(t, h.Identity.RemovePhone(me), "")
		want(t, h.Identity.RemovePhone(me), "")
		wrote(t, h, ann.Person.ID, "identity.phone_removed")
		_, err = h.Identity.SignIn(t.Context(), "+8613800000002", apptest.Password, "")
		want(t, err, "identity.wrong_login")
		h.signIn(t, "ann@example.com")
	})

	t.Run("after five wrong codes the right one is refused too", func(t *testing.T) {
		want(t, h.Identity.AddPhone(me, "+8613800000003"), "")
		right := h.Mailed(t, "+8613800000003", 0)
		for range 5 {
			_, err := h.Identity.ConfirmPhone(me, "+8613800000003", other(right))
			want(t, err, "identity.wrong_code")
		}
		_, err := h.Identity.ConfirmPhone(me, "+8613800000003", right)
		want(t, err, "identity.wrong_code")
		want(t, h.Identity.AddPhone(me, "+8613800000003"), "")
		fresh := h.Mailed(t, "+8613800000003", 1)
		for range 4 {
			_, err = h.Identity.ConfirmPhone(me, "+8613800000003", other(fresh))
			want(t, err, "identity.wrong_code")
		}
		p := must[identity.Person](t)(h.Identity.ConfirmPhone(me, "+8613800000003", fresh))
		if p.Phone != "+8613800000003" {
			t.Errorf("phone %q", p.Phone)
		}
		_, err = h.Identity.ConfirmPhone(me, "+8613800000003", fresh)
		want(t, err, "identity.wrong_code")
	})

	t.Run("guesses at the same time are counted too", func(t *testing.T) {
		h := open(t)
		ann := h.Company(t, "Ann", "buyer")
		me := h.with(t, ann.Token)
		want(t, h.Identity.AddPhone(me, "+8613800000004"), "")
		right := h.Mailed(t, "+8613800000004", 0)
		parallel(30, func(n int) error {
			guess := fmt.Sprintf("%06d", n)
			if guess == right {
				guess = "999999"
			}
			_, err := h.Identity.ConfirmPhone(me, "+8613800000004", guess)
			return err
		})
		if tries := ask[int](t, h, "SELECT tries FROM hub.identity_one_time WHERE purpose = 'phone'"); tries < 30 {
			t.Errorf("%d of 30 guesses were counted", tries)
		}
		_, err := h.Identity.ConfirmPhone(me, "+8613800000004", right)
		want(t, err, "identity.wrong_code")
	})

	t.Run("a code is for one person, one number, ten minutes", func(t *testing.T) {
		h := open(t)
		ann, ben := h.Company(t, "Ann", "buyer"), h.Company(t, "Ben", "buyer")
		me, him := h.with(t, ann.Token), h.with(t, ben.Token)
		want(t, h.Identity.AddPhone(me, "+8613800000005"), "")
		right := h.Mailed(t, "+8613800000005", 0)
		_, err := h.Identity.ConfirmPhone(him, "+8613800000005", right)
		want(t, err, "identity.wrong_code")
		_, err = h.Identity.ConfirmPhone(me, "+8613800000006", right)
		want(t, err, "identity.wrong_code")
		want(t, h.Identity.AddPhone(him, "+8613800000005"), "")
		h.Clock.Advance(10 * time.Minute)
		_, err = h.Identity.ConfirmPhone(me, "+8613800000005", right)
		want(t, err, "identity.wrong_code")
	})

	t.Run("who has a number is told to nobody before the code", func(t *testing.T) {
		addPhone(t, h, ben, "+8613800000007")
		ann := h.Company(t, "Curious", "buyer")
		me := h.with(t, ann.Token)
		add := func(number string) apptest.Answer {
			return ann.Do(t, http.MethodPost, "/api/me/phone", map[string]string{"phone": number})
		}
		taken, free := add("+8613800000007"), add("+8613800000008")
		if taken.Status != http.StatusAccepted {
			t.Errorf("%d %s", taken.Status, taken.Body)
		}
		alike(t, "a number that somebody has", taken, free)
		h.Mails(t, "+8613800000007", 2) // or the next one might overtake it
		want(t, h.Identity.AddPhone(me, "+8613800000007"), "")
		code := h.Mailed(t, "+8613800000007", 2)
		_, err := h.Identity.ConfirmPhone(me, "+8613800000007", other(code))
		want(t, err, "identity.wrong_code")
		_, err = h.Identity.ConfirmPhone(me, "+8613800000007", code)
		want(t, err, "identity.phone_taken")
		if in := h.signIn(t, "+8613800000007"); in.View.Person.ID != ben.Person.ID {
			t.Error("the number went over")
		}
	})

	t.Run("five texts an hour", func(t *testing.T) {
		h := open(t)
		me := h.with(t, h.Company(t, "Ann", "buyer").Token)
		for n := range 6 {
			if err := h.Identity.AddPhone(me, fmt.Sprintf("+861380000010%d", n)); (n == 5) != (code(err) == "identity.too_many_mails") {
				t.Errorf("text %d of one person: %v", n+1, err)
			}
		}
	})

	want(t, h.Identity.AddPhone(me, "not a number"), "hub.invalid")
	if got := strings.Join(trail(t, h, ann.Person.ID), " "); strings.Contains(got, "1380000") {
		t.Errorf("a number stands in the trail: %s", got)
	}
}
