package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"manifold/internal/app/bench"
)

func benchCommand() *cobra.Command {
	var asJSON bool
	var options bench.Options
	names := bench.Names()
	c := &cobra.Command{
		Use: "bench NAME", Short: "Measure: " + strings.Join(names, ", "),
		Long:      "Measure on this machine, with a database of its own where one is needed, and hold each figure against its target.\nNames: " + strings.Join(names, ", "),
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: names,
		RunE: func(c *cobra.Command, args []string) error {
			figures, err := bench.Run(c.Context(), args[0], options)
			if err != nil {
				return err
			}
			if asJSON {
				err = json.NewEncoder(os.Stdout).Encode(map[string]any{"figures": figures})
			} else {
				err = table(figures)
			}
			if err == nil && slices.ContainsFunc(figures, func(f bench.Figure) bool { return !f.OK }) {
				err = errors.New("a target was missed")
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().StringVar(&options.Data, "data", "", "matching, import, basket: folder of the data sets (default ../shared/data/em and ../shared/data)")
	c.Flags().BoolVar(&options.Large, "large", false, "takes minutes and a few GB of disk; search: over 1,000,000 items; compare: 100 suppliers, 200,000 products, 2,000,000 offers; prices: 10,000 lists with 1,000,000 prices; matching: ask about each of 1,000,000 records, and match 10,000 new items against 1,000,000 products; import: stream a file of 1 GB besides; basket: give the larger ones 10 and 60 seconds besides")
	c.Flags().StringVar(&options.Keep, "keep", "", "search: folder in which the items stay, so that the next run finds them there")
	return c
}

func table(figures []bench.Figure) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "FIGURE\tVALUE\tUNIT\tTARGET\tOK\t")
	for _, f := range figures {
		_, _ = fmt.Fprintf(w, "%s\t%.3g\t%s\t%s\t%t\t\n", f.Name, f.Value, f.Unit, f.Target, f.OK)
	}
	return w.Flush()
}
