package proof

import (
	"context"
	"strings"

	"github.com/shopspring/decimal"

	"manifold/internal/catalog"
	"manifold/internal/comparison/basket"
	"manifold/internal/kernel/fault"
	"manifold/internal/kernel/id"
	"manifold/internal/kernel/quantity"
	"manifold/internal/matching/own"
	"manifold/internal/platform/authz"
	"manifold/internal/pricing"
	"manifold/internal/pricing/receipt"
	"manifold/internal/pricing/resolve"
	"manifold/internal/promotion"
	"manifold/internal/trading/grant"
	"manifold/tenants"
)

// Config is what the service works with.
type Config struct {
	DB      *tenants.DB
	Key     receipt.Key
	Issuer  string // address of the hub
	Grants  *grant.Service
	Baskets *basket.Service
	Orders  promotion.Orders
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
	var out receipt.Receipt
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
		out, err = priced(tx, receipt.ForBuyer, about, pricing.Disclosed(look.Disclosure, facts[of]), found, quantity, nil)
		return err
	})
	if err != nil {
		return nil, err
	}
	s.Grants.Saw(ctx, supplier, buyer, []id.ItemID{item})
	return out.Sign(s.Key)
}

// Line answers, signed, how the price of an offer for a line of a basket came about, with what promotions take off it and its share of the freight. What the
// comparison does not have, or has without a price, is fault.NotFound.
func (s *Service) Line(ctx context.Context, buyer id.CompanyID, r basket.Request, line string, of own.Ref) ([]byte, error) {
	scope, err := authz.Acting(ctx, buyer, mayReadOffer)
	if err != nil {
		return nil, err
	}
	e, err := s.Baskets.Explain(ctx, buyer, r, line, of)
	if err != nil {
		return nil, err
	}
	about := receipt.Subject{Issuer: s.Issuer, ItemID: of.Item.String(), SKU: e.Thing.SKU, Name: e.Thing.Name, Unit: e.Unit}
	err = s.DB.Read(ctx, scope, func(_ context.Context, tx *tenants.Tx) (err error) {
		about.Supplier, about.Buyer, err = pairNames(tx, of.Supplier, buyer)
		return err
	})
	if err != nil {
		return nil, err
	}
	order, err := NewOrder(receipt.ForBuyer, e.Order)
	if err != nil {
		return nil, err
	}
	out, err := receipt.Make(receipt.ForBuyer, about, e.Facts, e.Ask, order, e.Ask.At)
	if err != nil {
		return nil, err
	}
	return out.Sign(s.Key)
}

// Price answers, signed, why a customer of the supplier has its price now; a zero customer is nobody in particular. Whole, it has what promotions and freight
// make of an order of that line alone.
func (s *Service) Price(ctx context.Context, supplier id.CompanyID, item id.ItemID, customer id.CustomerID, quantity string, whole bool) ([]byte, error) {
	scope, err := authz.Acting(ctx, supplier, mayReadPrice)
	if err != nil {
		return nil, err
	}
	var out receipt.Receipt
	err = s.DB.Read(ctx, scope, func(ctx context.Context, tx *tenants.Tx) error {
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
		var with orderOf
		if whole {
			with = func(got resolve.Result, quantity decimal.Decimal) (receipt.Order, error) {
				return alone(ctx, tx, s.Orders, supplier, who, found, got, quantity)
			}
		}
		out, err = priced(tx, receipt.ForSupplier, about, facts[item], found, quantity, with)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out.Sign(s.Key)
}

// orderOf makes the order that a line stands in, once its price is known.
type orderOf func(got resolve.Result, quantity decimal.Decimal) (receipt.Order, error)

// alone is an order of one line alone, as its supplier sees it.
func alone(ctx context.Context, tx *tenants.Tx, orders promotion.Orders, supplier id.CompanyID, who pricing.Standing, item catalog.Item, got resolve.Result, quantity decimal.Decimal) (receipt.Order, error) {
	asked, agreed, err := pricing.ForCustomer(tx, supplier, who)
	if err != nil {
		return nil, err
	}
	conditions, currency, rates, err := basket.Stand(ctx, tx, asked, agreed)
	if err != nil {
		return nil, err
	}
	details, err := catalog.DetailsOf(tx, supplier, []id.ItemID{item.ID})
	if err != nil {
		return nil, err
	}
	line := basket.OrderLine{Item: item.ID, SKU: item.SKU, Name: item.Name, Family: details[item.ID].Family, Category: item.Category, Quantity: quantity, Price: got.Unit}
	line.Case, line.Weight = basket.Packed(item, details[item.ID], quantity)
	floors, err := promotion.FloorsOf(tx, []promotion.Key{{Supplier: supplier, Item: item.ID}})
	if err != nil {
		return nil, err
	}
	for _, floor := range floors {
		line.Floor = &floor
	}
	offered, err := promotion.ForCustomer(tx, orders, supplier, who.Customer, who.Group, who.Region, tx.Now())
	if err != nil {
		return nil, err
	}
	order, ok := basket.Alone(line, conditions, currency, rates, tx.Now())
	if !ok {
		return nil, nil //nolint:nilnil // without a rate nothing but the price can be said
	}
	order.Promotions, order.Together, order.Who = offered.Promotions, offered.Policy, offered.Buyer
	return NewOrder(receipt.ForSupplier, order)
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

func (s *Service) about(i catalog.Item) receipt.Subject {
	return receipt.Subject{Issuer: s.Issuer, ItemID: i.ID.String(), SKU: i.SKU, Name: i.Name, Unit: i.Unit.Code()}
}

// priced makes the receipt of this moment; fault.NotFound where no price applies.
func priced(tx *tenants.Tx, view receipt.View, about receipt.Subject, facts resolve.Facts, item catalog.Item, quantity string, with orderOf) (receipt.Receipt, error) {
	n, err := readQuantity(quantity, item.Minimum)
	if err != nil {
		return receipt.Receipt{}, err
	}
	ask := resolve.Ask{Quantity: n, At: tx.Now()}
	got, ok := resolve.Resolve(facts, ask)
	if !ok {
		return receipt.Receipt{}, fault.NotFound
	}
	var order receipt.Order
	if with != nil {
		if order, err = with(got, n); err != nil {
			return receipt.Receipt{}, err
		}
	}
	return receipt.Make(view, about, facts, ask, order, tx.Now())
}
