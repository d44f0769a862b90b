package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"manifold/internal/kernel/id"
	"manifold/tenants"
)

func adminCommand() *cobra.Command {
	c := &cobra.Command{Use: "admin", Short: "What only the owner of the database may do"}
	c.AddCommand(&cobra.Command{
		Use: "operator COMPANY", Short: "Let a company, by its id (com_…), operate the hub",
		Long: "Let a company operate the hub. The company must exist: sign up as an ordinary one first. HUB_DATABASE_URL names an administrator, as for `hub migrate`.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			company, err := id.Parse[id.Company](args[0])
			if err != nil {
				return fmt.Errorf("%q is not the id of a company; it begins with com_", args[0])
			}
			cfg, err := withSecret()
			if err != nil {
				return err
			}
			if err := tenants.MakeOperator(c.Context(), cfg.Database(), company); err != nil {
				return err
			}
			fmt.Println(company, "operates the hub now.")
			return nil
		},
	})
	return c
}
