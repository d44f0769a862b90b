package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"manifold/internal/app/backup"
	"manifold/internal/kernel/clock"
	"manifold/internal/platform/blob"
	"manifold/internal/platform/config"
)

func backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Save the whole hub, database and files, into one new archive",
		Long: `Save the whole hub, database and files, into one new archive, also beside a running hub: all of it is of one moment.
HUB_DATABASE_URL names a superuser or an administrator with BYPASSRLS, because row security hides the rows from everybody else, and
pg_dump of at least the server's major version must be installed.

HUB_SECRET is NOT in the archive: keep it apart, for without it no archive can be restored. The archive is not encrypted; what
is secret in it (keys, addresses) is sealed under HUB_SECRET, the rest can be read by whoever has the file.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := withSecret()
			if err != nil {
				return err
			}
			hub, err := saved(c.Context(), cfg)
			if err != nil {
				return err
			}
			done, err := hub.Write(c.Context(), args[0])
			if err != nil {
				return fmt.Errorf("%w; nothing was saved", err)
			}
			fmt.Printf("Saved %d rows of %d tables and %d files in %s.\n", done.Rows, done.Tables, done.Files, args[0])
			missing(done)
			fmt.Println("HUB_SECRET is not in it: keep it apart, for without it this archive cannot be restored.")
			return nil
		},
	}
}

func restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Put an archive of `hub backup` into an empty database and the hub's storage",
		Long: `Put an archive of ` + "`hub backup`" + ` into an empty database and the hub's storage, bring it to the state of this binary, and compare every
row count, content hash and file with what was saved. HUB_SECRET must be the one that the hub had then. The archive is checked to its
end before anything is changed. HUB_DATABASE_URL names an administrator as for ` + "`hub backup`" + `, who may also make roles.

HUB_SECRET is not in the archive. Roles and their passwords belong to the whole server, so a server holds hubs of one secret only.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			cfg, err := settings()
			if err != nil {
				return err
			}
			if cfg.DatabaseURL == "" || !cfg.HasSecret() {
				return errors.New("HUB_DATABASE_URL and HUB_SECRET must be set: an empty database, and the secret that the hub had when it was saved")
			}
			hub, err := saved(c.Context(), cfg)
			if err != nil {
				return err
			}
			done, err := hub.Restore(c.Context(), args[0])
			if err != nil {
				return err
			}
			fmt.Printf("Restored %d rows of %d tables and %d files; all counts and hashes are those that were saved.\n", done.Rows, done.Tables, done.Files)
			missing(done)
			return nil
		},
	}
}

func saved(ctx context.Context, cfg config.Config) (backup.Hub, error) {
	blobs, err := blob.New(ctx, cfg.BlobURL, filepath.Join(cfg.Data, "spool"))
	return backup.Hub{Config: cfg, Blobs: blobs, Commit: version(), Clock: clock.System()}, err
}

func missing(s backup.Summary) {
	for _, name := range s.Missing {
		fmt.Printf("MISSING  the file %s, which the database names, was not in storage\n", name)
	}
}
