package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"

	"manifold/internal/platform/localpg"
)

// runProgram runs a client program of PostgreSQL on the database of an address. Neither the password nor the hub's settings can be
// seen in its arguments or environment by others.
func runProgram(ctx context.Context, p localpg.Program, address string, in io.Reader, out io.Writer, args ...string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("the database address cannot be read")
	}
	query := u.Query()
	password, given := u.User.Password()
	if !given {
		password = query.Get("password")
	}
	if query.Has("password") {
		query.Del("password")
		u.RawQuery = query.Encode()
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, p.Path, append(args, "--no-password", "--dbname="+u.String())...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, out, &said
	cmd.Env = []string{"LC_MESSAGES=C"}
	for _, each := range os.Environ() {
		if !strings.HasPrefix(each, "HUB_") {
			cmd.Env = append(cmd.Env, each)
		}
	}
	if password != "" {
		cmd.Env = append(cmd.Env, "PGPASSWORD="+password)
	}
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
		return fmt.Errorf("%s failed (%w): %s", p.Path, err, first)
	}
	return nil
}
