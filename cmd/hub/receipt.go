package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"manifold/internal/app"
	"manifold/internal/comparison/proof"
	"manifold/internal/pricing/receipt"
)

func receiptCommand() *cobra.Command {
	c := &cobra.Command{Use: "receipt", Short: "Check price receipts"}
	var keyFile string
	verify := &cobra.Command{
		Use: "verify FILE", Short: "Check the signature of a price receipt and work its figures out again; needs no network and no database",
		Long: "Check the signature of a price receipt and work its figures out again; needs no network and no database. Exits with 1 when anything does not fit.\n" +
			"Without --key the receipt must be one of this hub, whose secret is set or kept on this machine.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			file, err := os.ReadFile(args[0])
			if err != nil {
				return err
			}
			keys, err := receiptKeys(keyFile)
			if err != nil {
				return err
			}
			r, err := receipt.Verify(file, keys, proof.Read)
			if err != nil {
				return err
			}
			fmt.Printf("OK  %s receipt, signature and figures fit: %s for one, %s in all\n", r.View(), r.Unit(), r.Total())
			return nil
		},
	}
	verify.Flags().StringVar(&keyFile, "key", "", "file with the public keys, as the hub has them at /.well-known/receipt-keys")
	c.AddCommand(verify)
	return c
}

// receiptKeys are those of a file, or this hub's own.
func receiptKeys(file string) ([]receipt.PublicKey, error) {
	if file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		return receipt.ReadKeys(text)
	}
	cfg, err := settings()
	if err != nil {
		return nil, err
	}
	if err := cfg.KeepSecret(); err != nil {
		return nil, err
	}
	key, err := app.ReceiptKey(cfg)
	if err != nil {
		return nil, err
	}
	return []receipt.PublicKey{key.Public()}, nil
}
