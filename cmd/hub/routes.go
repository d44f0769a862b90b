package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"manifold/api"
	"manifold/internal/platform/web"
)

func routesCommand() *cobra.Command {
	return &cobra.Command{
		Use: "routes", Short: "List method, path, operation and what each asks of its caller",
		Long: "List method, path, operation and what each asks of its caller: public, session, trial (only with the built-in mailbox) or a permission.\nThe server refuses to start when its routes differ from this list.",
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			document, err := api.Document()
			if err != nil {
				return err
			}
			endpoints, err := web.Endpoints(document)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
			_, _ = fmt.Fprintln(w, "METHOD\tPATH\tOPERATION\tPERMISSION")
			for _, e := range endpoints {
				_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", e.Method, e.Path, e.Operation, e.Access)
			}
			return w.Flush()
		},
	}
}
