package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/spf13/cobra"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/config"
	"manifold/internal/platform/web"
	"manifold/tenants"
)

func doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use: "doctor", Short: "Check settings, database, roles, policies and Redis; exits with 1 when something is wrong",
		Long: "Check settings, database version, roles, row-level security (the catalogue lint), the scope key, the clock and Redis.\nHUB_DATABASE_URL names an administrator, as for `hub migrate`.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := withSecret()
			if err != nil {
				return err
			}
			var wrong int
			for _, check := range checks {
				ctx, cancel := context.WithTimeout(c.Context(), 30*time.Second)
				err := check.look(ctx, cfg)
				cancel()
				if err != nil {
					wrong++
					fmt.Printf("WRONG  %s\n       %v\n", check.name, err)
					continue
				}
				fmt.Printf("ok     %s\n", check.name)
			}
			if wrong > 0 {
				return fmt.Errorf("%d of %d checks found something wrong", wrong, len(checks))
			}
			return nil
		},
	}
}

var checks = []struct {
	name string
	look func(context.Context, config.Config) error
}{
	{"the database answers and is new enough", func(ctx context.Context, cfg config.Config) error {
		return withAdmin(ctx, cfg, func(conn *pgx.Conn) error { return tenants.CheckVersion(ctx, conn) })
	}},
	{"the database is migrated and knows this secret", func(ctx context.Context, cfg config.Config) error {
		db, err := tenants.Open(ctx, cfg.Database(), clock.System())
		if err != nil {
			return err
		}
		return db.Close()
	}},
	{"roles, row-level security, policies, keys and functions are as they must be", lint},
	{"clock of this machine and of the database differ by less than five seconds", func(ctx context.Context, cfg config.Config) error {
		return withAdmin(ctx, cfg, func(conn *pgx.Conn) error {
			var there time.Time
			if err := conn.QueryRow(ctx, "SELECT clock_timestamp()").Scan(&there); err != nil {
				return err
			}
			if apart := clock.System().Now().Sub(there).Abs(); apart > 5*time.Second {
				return fmt.Errorf("they are %s apart: set both with NTP, or signed scopes run out early", apart.Round(time.Second))
			}
			return nil
		})
	}},
	{"Redis answers", func(ctx context.Context, cfg config.Config) error {
		if cfg.RedisURL == "" {
			return nil // the stand-in comes with the process
		}
		client, err := web.RedisClient(cfg.RedisURL)
		if err != nil {
			return err
		}
		defer func() { _ = client.Close() }()
		return client.Ping(ctx).Err()
	}},
}

func withAdmin(ctx context.Context, cfg config.Config, look func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, cfg.DatabaseURL)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return look(conn)
}

func lint(ctx context.Context, cfg config.Config) error {
	return withAdmin(ctx, cfg, func(conn *pgx.Conn) error {
		findings, err := tenants.Lint(ctx, conn)
		if err != nil {
			return err
		}
		if len(findings) > 0 {
			return fmt.Errorf("%d findings, the first: %v", len(findings), findings[0])
		}
		return nil
	})
}
