package main

import (
	"os"

	"github.com/spf13/cobra"

	"manifold/internal/platform/config"
)

func configCommand() *cobra.Command {
	return &cobra.Command{
		Use: "config", Short: "Print every setting, where its value comes from and what it means; secrets are masked",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			cfg, err := settings()
			if err != nil {
				return err
			}
			return config.Print(os.Stdout, cfg)
		},
	}
}
