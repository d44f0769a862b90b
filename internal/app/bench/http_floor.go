package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/labstack/echo/v4"
)

// floors measures what a server does without anything of ours: echo answering with tiny JSON, with 22 kB by encoding/json, and with one indexed SELECT; and the encoding alone,
// which the bar of a whole request stands on.
func (b *compareBench) floors(ctx context.Context) ([]Figure, error) {
	rows := make([]map[string]any, 150)
	for i := range rows {
		rows[i] = map[string]any{"supplier": "com_06evk3q2b5vt8h0000000000a0", "item": "itm_06evk3q2b5vt8h0000000000a0", "price": "12.300000", "cost": "123.00", "rank": i}
	}
	e := echo.New()
	e.GET("/tiny", func(c echo.Context) error { return c.JSON(http.StatusOK, rows[0]) })
	e.GET("/rows", func(c echo.Context) error { return c.JSON(http.StatusOK, rows) })
	e.GET("/select", func(c echo.Context) error {
		var name string
		if err := b.admin.QueryRow(c.Request().Context(), "SELECT name FROM hub.identity_company WHERE id = md5('supplier1')::uuid").Scan(&name); err != nil {
			return err
		}
		return c.JSON(http.StatusOK, map[string]string{"name": name})
	})
	get := func(path string) func(int) error {
		return func(int) error {
			w := httptest.NewRecorder()
			e.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil))
			if w.Code != http.StatusOK {
				return fmt.Errorf("%s answers %d", path, w.Code)
			}
			return nil
		}
	}
	var figures []Figure
	for _, floor := range []way{
		{name: "echo floor, tiny JSON", do: get("/tiny")}, {name: "echo floor, 22 kB by encoding/json", do: get("/rows")}, {name: "echo floor, one indexed SELECT", do: get("/select")},
		{name: "JSON floor, 22 kB by encoding/json", do: func(int) error { _, err := json.Marshal(rows); return err }},
	} {
		hub, database, err := b.perRound(2000, floor.do)
		if err != nil {
			return nil, err
		}
		b.jsonFloor = hub // the last
		figures = append(figures, Figure{floor.name, hub + database, "ms CPU", "", true})
	}
	hub, database, err := b.perRound(500, b.ask)
	if err != nil {
		return nil, err
	}
	return append(figures, Figure{"the hub's own floor: session, limits, a signed scope and one row under row security", hub + database, "ms CPU", "", true},
		Figure{"the hub's own floor : JSON floor, of which a comparison's request cannot be less", (hub + database) / b.jsonFloor, "×", "", true}), nil
}

// ask reads the settings of one of the buyers: as little as a request under the rules of isolation can do.
func (b *compareBench) ask(i int) error {
	_, err := b.sent(i, http.MethodGet, "/comparison/settings", http.StatusOK, nil)
	return err
}
