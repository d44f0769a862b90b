package localpg

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// account is the ordinary user that runs the server when the hub is root;
// nil means "as ourselves".
type account struct {
	name     string
	uid, gid uint32
}

// ownAccount is the user made when the machine has no postgres user.
const ownAccount = "hub-postgres"

// command is exec.CommandContext, run as the account, in a directory it can enter.
func (a *account) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C is for the hub, which stops the server itself
	cmd.Env = append(os.Environ(), "LC_MESSAGES=C")       // its words are read in errors.go
	if a != nil {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: a.uid, Gid: a.gid}
		cmd.Dir = "/"
	}
	return cmd
}

// own gives a path to the account.
func (a *account) own(path string) error {
	if a == nil {
		return nil
	}
	return os.Chown(path, int(a.uid), int(a.gid))
}

// accountFor picks who runs the server whose data lies (or will lie) in dataDir.
// Existing data keeps its owner, so that an account added later changes nothing.
func accountFor(ctx context.Context, dataDir string) (*account, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	if info, err := os.Stat(dataDir); err == nil {
		owner, ok := info.Sys().(*syscall.Stat_t)
		if ok && owner.Uid != 0 {
			return &account{name: strconv.Itoa(int(owner.Uid)), uid: owner.Uid, gid: owner.Gid}, nil
		}
	}
	for _, name := range []string{"postgres", ownAccount} {
		if a, err := lookup(name); err == nil {
			return a, nil
		}
	}
	return makeAccount(ctx)
}

func lookup(name string) (*account, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return nil, err
	}
	uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
	gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(errUID, errGID); err != nil || uid == 0 {
		return nil, errors.Join(err, errors.New("not an ordinary user"))
	}
	return &account{name: name, uid: uint32(uid), gid: uint32(gid)}, nil
}

// makeAccount adds a system user without home or shell.
func makeAccount(ctx context.Context) (*account, error) {
	ways := [][]string{
		{"useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ownAccount},
		{"adduser", "-S", "-D", "-H", ownAccount}, // busybox
	}
	for _, way := range ways {
		if exec.CommandContext(ctx, way[0], way[1:]...).Run() == nil {
			if a, err := lookup(ownAccount); err == nil {
				return a, nil
			}
		}
	}
	return nil, problemf(ErrUnusable, "PostgreSQL must not run as root and no ordinary user could be made for it; add a user named %s and start again.", ownAccount)
}
