package main

import (
	"os"

	"github.com/spf13/cobra"

	"manifold/internal/app/demo"
)

func demoCommand() *cobra.Command {
	c := &cobra.Command{Use: "demo", Short: "Show what the hub does"}
	var url string
	run := &cobra.Command{
		Use: "run", Short: "Play the main job against a running hub through its public API, as a stranger would",
		Long: "Play the main job against a running hub through its public API: sign up, confirm by mail, build a team, follow a job, check the audit trail.\nThe hub must have the built-in mailbox. Exits with 1 when anything is off.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return demo.Run(c.Context(), url, os.Stdout) },
	}
	run.Flags().StringVar(&url, "url", "http://127.0.0.1:8080", "where the hub is")
	c.AddCommand(run)
	return c
}
