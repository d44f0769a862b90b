package receipt

import (
	"context"
	"errors"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/pricing/resolve"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB     *tenants.DB
	Key    Key
	Issuer string // address of the hub
	Grants *grant.Service
}

// Service writes receipts on demand.
type Service struct{ Config }

// New makes the service.
func New(c Config) *Service { return &Service{c} }

const (
	mayReadOffer = authz.Permission("receipt.offer.read")
	mayReadPrice = authz.Permission("receipt.price.read")
)

var errQuantity = fault.Invalid.With(fault.Field{Path: "quantity", Code: "wrong_form", Message: "A quantity is a number above zero."})

// mostQuantity bounds what may be asked for; no trade comes near it.
var mostQuantity = decimal.New(1, 12)

// readQuantity understands a quantity; empty is the smallest that is sold.
func readQuantity(text string, smallest decimal.Decimal) (decimal.Decimal, error) {
	if text == "" {
		return smallest, nil
	}
	n, err := quantity.ReadDecimal(strings.TrimSpace(text))
	if err != nil || !n.IsPositive() || n.GreaterThan(mostQuantity) || !n.Equal(n.Round(6)) {
		return n, errQuantity
	}
	return n, nil
}

// Offer answers, signed, why the buyer is offered an item at its price now. What it is not offered, or at no price, is fault.NotFound.
func (s *Service) Offer(ctx context.Context, buyer, supplier id.CompanyID, item id.ItemID, quantity string) ([]byte, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOffer)
	if err != nil {
		return nil, err
	}
	var out Receipt
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		look, err := grant.InPair(tx, supplier, buyer)
		if err != nil {
			return err
		}
		names, all := look.Categories()
		found, err := pick(tx, supplier, item, catalog.Filter{Categories: names, AllCategories: all, State: catalog.Active})
		if err != nil {
			return err
		}
		about := s.about(found)
		if about.Supplier, about.Buyer, err = pairNames(tx, supplier, buyer); err != nil {
			return err
		}
		of := pricing.Sought{Supplier: supplier, Item: item}
		facts, err := pricing.ForBuyer(tx, []pricing.Sought{of}, tx.Now())
		if err != nil {
			return err
		}
		out, err = priced(tx, ForBuyer, about, pricing.Disclosed(look.Disclosure, facts[of]), found, quantity)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Grants.Saw(ctx, supplier, buyer, []id.ItemID{item})
	return out.Sign(s.Key)
}

// Price answers, signed, why a customer of the supplier has its price now; a zero customer is nobody in particular.
func (s *Service) Price(ctx context.Context, supplier id.CompanyID, item id.ItemID, customer id.CustomerID, quantity string) ([]byte, error) {
	scope, err := authz.Acting(ctx, supplier, mayReadPrice)
	if err != nil {
		return nil, err
	}
	var out Receipt
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) error {
		found, err := pick(tx, supplier, item, catalog.Filter{AllCategories: true})
		if err != nil {
			return err
		}
		about := s.about(found)
		if about.Supplier, about.Buyer, err = ownNames(tx, supplier, customer); err != nil {
			return err
		}
		who, err := pricing.StandingOf(tx, supplier, customer)
		if err != nil {
			return err
		}
		facts, err := pricing.ForStanding(tx, supplier, who, []id.ItemID{item}, tx.Now())
		if err != nil {
			return err
		}
		out, err = priced(tx, ForSupplier, about, facts[item], found, quantity)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out.Sign(s.Key)
}

// pick answers one item of a supplier that a filter lets through, or fault.NotFound.
func pick(tx *tenants.Tx, supplier id.CompanyID, item id.ItemID, f catalog.Filter) (catalog.Item, error) {
	found, err := catalog.Pick(tx, supplier, f, []id.ItemID{item})
	if err != nil {
		return catalog.Item{}, err
	}
	out, there := found[item]
	if !there {
		return catalog.Item{}, fault.NotFound
	}
	return out, nil
}

func (s *Service) about(i catalog.Item) Subject {
	return Subject{Issuer: s.Issuer, ItemID: i.ID.String(), SKU: i.SKU, Name: i.Name, Unit: i.Unit.Code()}
}

// priced makes the receipt of this moment; fault.NotFound where no price applies.
func priced(tx *tenants.Tx, view View, about Subject, facts resolve.Facts, item catalog.Item, quantity string) (Receipt, error) {
	n, err := readQuantity(quantity, item.Minimum)
	if err != nil {
		return Receipt{}, err
	}
	out, err := Make(view, about, facts, resolve.Ask{Quantity: n, At: tx.Now()}, nil, tx.Now())
	if errors.Is(err, ErrNoPrice) {
		return Receipt{}, fault.NotFound
	}
	return out, err
}
