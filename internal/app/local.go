package app

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"manifold/internal/platform/config"
	"manifold/internal/platform/localpg"
	"manifold/internal/platform/localredis"
	"manifold/migrations"
	"manifold/tenants"
)

// databaseName is the hub's database on a PostgreSQL of its own.
const databaseName = "hub"

// StartLocal starts what the settings do not name: a PostgreSQL of the hub's own (migrated) and a Redis stand-in, and keeps a
// secret of its own if none is set. It returns the settings with what was started, and how to stop that.
func StartLocal(ctx context.Context, cfg config.Config, log *slog.Logger) (_ config.Config, stop func() error, err error) {
	var stops []func() error
	stop = func() error {
		var errs []error
		for i := len(stops) - 1; i >= 0; i-- {
			errs = append(errs, stops[i]())
		}
		return errors.Join(errs...)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, stop())
		}
	}()
	if cfg.DatabaseURL == "" || cfg.RedisURL == "" {
		if err := cfg.KeepSecret(); err != nil {
			return cfg, stop, err
		}
	}
	if cfg.DatabaseURL == "" {
		place, err := localpg.Place(cfg.Data)
		if err != nil {
			return cfg, stop, err
		}
		server, err := localpg.Start(ctx, localpg.Config{Dir: place, Log: log})
		if err != nil {
			return cfg, stop, err
		}
		stops = append(stops, func() error {
			end, cancel := context.WithTimeout(context.Background(), 20*time.Second)
			defer cancel()
			return server.Stop(end)
		})
		if cfg.DatabaseURL, err = server.EnsureDatabase(ctx, databaseName); err != nil {
			return cfg, stop, err
		}
		if err := tenants.Migrate(ctx, cfg.Database(), migrations.Files); err != nil {
			return cfg, stop, err
		}
	}
	if cfg.RedisURL == "" {
		server, err := localredis.Start()
		if err != nil {
			return cfg, stop, err
		}
		stops = append(stops, func() error { server.Stop(); return nil })
		cfg.RedisURL = server.URL()
	}
	return cfg, stop, nil
}
