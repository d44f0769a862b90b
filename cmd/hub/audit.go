package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"manifold/internal/kernel/clock"
	"manifold/internal/platform/audit"
	"manifold/tenants"
)

func auditCommand() *cobra.Command {
	c := &cobra.Command{Use: "audit", Short: "Check the audit trails"}
	c.AddCommand(&cobra.Command{
		Use: "verify", Short: "Recompute every hash chain; exits with 1 when one is broken",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			cfg, err := withSecret()
			if err != nil {
				return err
			}
			db, err := tenants.Open(c.Context(), cfg.Database(), clock.System())
			if err != nil {
				return err
			}
			defer func() { _ = db.Close() }()
			var chains, broken int
			var entries int64
			err = audit.VerifyAll(c.Context(), db, func(owner string, v audit.Verification) error {
				chains++
				entries += v.Entries
				if !v.OK() {
					broken++
					fmt.Printf("BROKEN  %s  at number %d, %d missing, %d extra\n", owner, v.BrokenAt, v.Missing, v.Extra)
				}
				return nil
			})
			if err != nil {
				return err
			}
			fmt.Printf("%d chains, %d entries, %d broken\n", chains, entries, broken)
			if broken > 0 {
				return fmt.Errorf("%d of %d audit chains are broken", broken, chains)
			}
			return nil
		},
	})
	return c
}
