package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"github.com/spf13/cobra"

	"manifold/internal/app"
	"manifold/internal/app/demo"
	"manifold/internal/platform/config"
	"manifold/internal/platform/telemetry"
	"manifold/migrations"
	"manifold/tenants"
	"manifold/web"
)

func serveCommand() *cobra.Command {
	var withDemo bool
	c := &cobra.Command{
		Use: "serve", Short: "Run the hub",
		Long: "Run the hub. What HUB_DATABASE_URL and HUB_REDIS_URL do not name is started beside it, for this machine only.\nCtrl-C stops everything in order.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return serve(c.Context(), withDemo) },
	}
	c.Flags().BoolVar(&withDemo, "demo", false, "migrate, load the demo and print who logs in as what")
	return c
}

func serve(ctx context.Context, withDemo bool) (err error) {
	cfg, err := settings()
	if err != nil {
		return err
	}
	// Before anything slow is started: a port that is taken is the most frequent reason why a hub does not start.
	if err := freePort(ctx, cfg.Listen); err != nil {
		return err
	}
	log := telemetry.NewLogger(os.Stderr, cfg.LogFormat, cfg.LogLevel)
	if withDemo {
		if err := cfg.KeepSecret(); err != nil {
			return err
		}
	} else if cfg.DatabaseURL != "" && !cfg.HasSecret() {
		return errors.New("HUB_SECRET is not set: the hub and its database need the same one (`hub config` says what it is for)")
	}
	given := cfg.DatabaseURL != "" // one of the hub's own is migrated where it is started
	cfg, stop, err := app.StartLocal(ctx, cfg, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stop()) }()
	if withDemo && given {
		if err := tenants.Migrate(ctx, cfg.Database(), migrations.Files); err != nil {
			return err
		}
	}
	static, err := web.FS()
	if err != nil {
		return err
	}
	hub, err := app.Open(ctx, cfg, app.Options{Version: version(), Log: os.Stderr, Static: static})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hub.Close()) }()
	if withDemo {
		if err := demo.Load(ctx, hub, cfg.Database()); err != nil {
			return fmt.Errorf("demo: %w", err)
		}
	}
	return hub.Run(ctx, func(net.Addr) { greet(cfg, withDemo) })
}

func freePort(ctx context.Context, address string) error {
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("the address %s cannot be listened on (%w): end what uses it, or set HUB_LISTEN to another one", address, errors.Unwrap(err))
	}
	return l.Close()
}

func greet(cfg config.Config, withDemo bool) {
	fmt.Printf("\nManifold 万汇  %s\n", cfg.PublicURL)
	if withDemo {
		fmt.Println()
		demo.Print(os.Stdout, cfg.PublicURL.String())
	}
	fmt.Println("\nCtrl-C stops.")
}
