// Command hub is Manifold: one binary for serving, migrating, checking and showing a hub.
//
// Each file here is one command; what it does stands in internal/app and below.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"manifold/internal/platform/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := root().ExecuteContext(ctx)
	stop()
	if err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintln(os.Stderr, "hub:", err)
		os.Exit(1)
	}
}

func root() *cobra.Command {
	c := &cobra.Command{
		Use: "hub", Short: "Manifold, the hub between many suppliers and many buyers",
		SilenceErrors: true, SilenceUsage: true, Version: version(),
	}
	c.AddCommand(serveCommand(), workerCommand(), migrateCommand(), demoCommand(), routesCommand(), doctorCommand(), auditCommand(), configCommand(), adminCommand(), receiptCommand(), benchCommand(), backupCommand(), restoreCommand())
	return c
}

// settings reads the environment, and the file that HUB_CONFIG names.
func settings() (config.Config, error) { return config.Load(os.Environ(), "") }

// withSecret are settings for commands that enter a database that stands. The secret is the one that is set, or that a hub keeps on this machine.
func withSecret() (config.Config, error) {
	cfg, err := settings()
	if err != nil {
		return cfg, err
	}
	if cfg.DatabaseURL == "" {
		return cfg, errors.New("HUB_DATABASE_URL is not set: say which database")
	}
	return cfg, cfg.KeepSecret()
}

// commit is set by the build.
var commit = "dev"

func version() string { return commit }
