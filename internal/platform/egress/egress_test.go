package egress

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	for _, forbidden := range []string{
		"127.0.0.1:80", "[::1]:443", "10.1.2.3:443", "172.16.0.1:443", "192.168.1.1:443", "169.254.169.254:80", "0.0.0.0:80", "100.64.0.1:443", "224.0.0.1:443",
		"255.255.255.255:443", "[fe80::1]:443", "[fd00::1]:443", "[ff02::1]:443", "[::ffff:127.0.0.1]:80", "[::ffff:10.0.0.1]:80", "[64:ff9b::7f00:1]:80",
		"[2002:7f00:1::]:80", "[::]:80", "198.18.0.1:80", "localhost:80",
	} {
		if err := judge(forbidden, nil); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s may be called: %v", forbidden, err)
		}
	}
	for _, public := range []string{"93.184.215.14:443", "8.8.8.8:53", "[2606:4700::1111]:443"} {
		if err := judge(public, nil); err != nil {
			t.Error(err)
		}
	}
	if err := judge("10.1.2.3:443", []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}); err != nil {
		t.Error(err)
	}
}

func TestPostForm(t *testing.T) {
	t.Parallel()
	var got string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/away" {
			http.Redirect(w, r, "/hook", http.StatusFound)
			return
		}
		text, _ := io.ReadAll(r.Body)
		got = r.Header.Get("Content-Type") + " " + string(text)
		_, _ = io.WriteString(w, strings.Repeat("x", 1<<20))
	}))
	defer server.Close()
	form := url.Values{"a": {"1"}}
	if _, err := New(nil).PostForm(t.Context(), server.URL+"/hook", form); !errors.Is(err, ErrForbidden) || got != "" {
		t.Errorf("this machine was called: %v, %q", err, got)
	}
	// A name is judged by what it resolves to, when it is dialled.
	if _, err := New(nil).PostForm(t.Context(), strings.Replace(server.URL, "127.0.0.1", "localhost", 1)+"/hook", form); !errors.Is(err, ErrForbidden) {
		t.Errorf("this machine was called by name: %v", err)
	}
	allowed := New([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})
	if status, err := allowed.PostForm(t.Context(), server.URL+"/hook", form); err != nil || status != http.StatusOK || got != "application/x-www-form-urlencoded a=1" {
		t.Errorf("%d, %v, %q", status, err, got)
	}
	if status, err := allowed.PostForm(t.Context(), server.URL+"/away", form); err != nil || status != http.StatusFound {
		t.Errorf("a redirect was followed: %d, %v", status, err)
	}
}

func TestFile(t *testing.T) {
	t.Parallel()
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/away":
			http.Redirect(w, r, "/picture", http.StatusFound)
		case "/stream":
			w.(http.Flusher).Flush() // so that its length is not said
			_, _ = io.WriteString(w, strings.Repeat("x", 1000))
		default:
			_, _ = io.WriteString(w, strings.Repeat("x", 100))
		}
	}))
	defer server.Close()
	if _, err := New(nil).File(t.Context(), server.URL+"/picture", 100); !errors.Is(err, ErrForbidden) {
		t.Errorf("this machine was called: %v", err)
	}
	allowed := New([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")})
	allowed.files.Transport.(*http.Transport).TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig
	body, err := allowed.File(t.Context(), server.URL+"/picture", 100)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(body); err != nil || len(text) != 100 || body.Close() != nil {
		t.Errorf("%d bytes, %v", len(text), err)
	}
	for address, want := range map[string]error{
		server.URL + "/away": ErrAnswer, strings.Replace(server.URL, "https", "http", 1): ErrForbidden, strings.Replace(server.URL, "//", "//a:b@", 1): ErrForbidden,
		"file:///etc/passwd": ErrForbidden,
	} {
		if _, err := allowed.File(t.Context(), address, 100); !errors.Is(err, want) {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := allowed.File(t.Context(), server.URL+"/picture", 99); !errors.Is(err, ErrAnswer) {
		t.Errorf("a long file was opened: %v", err)
	}
	if body, err = allowed.File(t.Context(), server.URL+"/stream", 999); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadAll(body); !errors.Is(err, ErrAnswer) {
		t.Errorf("a long file was read: %v", err)
	}
	_ = body.Close()
}
