package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"manifold/migrations"
	"manifold/tenants"
)

func migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use: "migrate", Short: "Bring the database of HUB_DATABASE_URL to the state of this binary",
		Long: "Makes roles, schema, policies and the scope key. HUB_DATABASE_URL names an administrator here; the server replaces user and password by\nits own logins, whose passwords follow from HUB_SECRET. May run again at any time, also beside a running hub.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := withSecret()
			if err != nil {
				return err
			}
			if err := tenants.Migrate(c.Context(), cfg.Database(), migrations.Files); err != nil {
				return err
			}
			fmt.Println("The database is up to date.")
			return nil
		},
	}
}
