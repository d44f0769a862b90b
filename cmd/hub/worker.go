package main

import (
	"context"
	"errors"
	"os"

	"github.com/spf13/cobra"

	"manifold/internal/app"
)

func workerCommand() *cobra.Command {
	return &cobra.Command{
		Use: "worker", Short: "Work on jobs, events and the audit chain only, beside processes that serve",
		Long: "Work on jobs, events and the audit chain only. Any number of `hub serve` and `hub worker` may run on one database; whoever is first leads\nwhat only one may do. It needs HUB_DATABASE_URL, HUB_REDIS_URL and HUB_SECRET.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return work(c.Context()) },
	}
}

func work(ctx context.Context) (err error) {
	cfg, err := settings()
	if err != nil {
		return err
	}
	if cfg.DatabaseURL == "" || cfg.RedisURL == "" || !cfg.HasSecret() {
		return errors.New("a worker shares HUB_DATABASE_URL, HUB_REDIS_URL and HUB_SECRET with the hub that serves: set all three")
	}
	if cfg.MailURL == "mailbox:" || cfg.SMSURL == "mailbox:" {
		return errors.New("the built-in mailbox belongs to the one process that serves: set HUB_MAIL_URL and HUB_SMS_URL, or let `hub serve` do the work alone")
	}
	hub, err := app.Open(ctx, cfg, app.Options{Version: version(), Log: os.Stderr})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, hub.Close()) }()
	return hub.Work(ctx)
}
