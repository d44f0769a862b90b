package customer

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"manifold/internal/kernel/id"
	"manifold/internal/platform/authz"
	"manifold/internal/platform/job"
	"manifold/internal/platform/table"
	"manifold/internal/trading/letter"
	"manifold/tenants"
)

// invitePack is how many invites one transaction makes.
const invitePack = 100

// exportArgs ask for the customers as a file.
type exportArgs struct {
	Filter Filter `json:"filter"`
	XLSX   bool   `json:"xlsx"`
	Locale string `json:"locale"`
}

// Kind names customer exports in the queue.
func (exportArgs) Kind() string { return "trading_customer_export" }

// ExportCustomers starts to write the customers that a filter finds into a file.
func (s *Service) ExportCustomers(ctx context.Context, company id.CompanyID, f Filter, xlsx bool, locale string) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayReadCustomers)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		name := letter.In(locale, "客户 ", "Customers ") + tx.Now().Format(time.DateOnly) + ".csv"
		if xlsx {
			name = strings.TrimSuffix(name, ".csv") + ".xlsx"
		}
		run, err := job.Start(ctx, tx, exportArgs{}.Kind(), exportArgs{f, xlsx, locale}, name)
		if err != nil {
			return run, err
		}
		return run, s.customerEvent(ctx, tx, "trading.customers_exported", run.ID.String(), nil)
	})
}

func (s *Service) exportCustomers(ctx context.Context, w *job.Work, args exportArgs) (job.Result, error) {
	format := table.Delimited
	if args.XLSX {
		format = table.XLSX
	}
	return w.File(ctx, s.blobs, format.Type(), func(out io.Writer) error {
		var customers []Customer
		err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) (err error) {
			customers, err = everyCustomer(ctx, tx, w.Company, args.Filter, false)
			return err
		})
		if err != nil {
			return err
		}
		sheet := format.New(out, letter.In(args.Locale, "客户", "Customers"))
		if err := sheet.Write(customerHeadings(args.Locale)); err != nil {
			return err
		}
		for n, c := range customers {
			if err := sheet.Write(customerCells(c)); err != nil {
				return err
			}
			w.Progress(int64(n+1), int64(len(customers)))
		}
		return sheet.Close()
	})
}

// customerHeadings are in the order of customerCells; an import reads them again.
func customerHeadings(locale string) []string {
	var out []string
	for _, f := range exported {
		out = append(out, letter.In(locale, f.zh, f.en))
	}
	return out
}

var exported = []struct {
	zh, en string
	cell   func(Customer) string
}{
	{"客户编码", "Customer code", func(c Customer) string { return c.Code }},
	{"客户名称", "Name", func(c Customer) string { return c.Name }},
	{"国家", "Country", func(c Customer) string { return c.Country }},
	{"地区", "Region", func(c Customer) string { return c.Region }},
	{"税号", "Tax number", func(c Customer) string { return c.TaxNumber }},
	{"邮箱", "E-mail", func(c Customer) string { return c.Email }},
	{"电话", "Phone", func(c Customer) string { return c.Phone }},
	{"联系人", "Contact", func(c Customer) string { return c.ContactName }},
	{"地址", "Address", func(c Customer) string { return c.Address }},
	{"备注", "Note", func(c Customer) string { return c.Note }},
	{"标签", "Tags", func(c Customer) string { return strings.Join(c.Tags, "; ") }},
	{"客户分组", "Customer group", func(c Customer) string { return c.GroupName }},
	{"业务员", "Salesperson", func(c Customer) string { return c.SalespersonName }},
	{"总公司编码", "Head office code", func(c Customer) string { return cmp.Or(c.HeadOfficeCode, c.HeadOfficeName) }},
	{"付款方式", "Payment", func(c Customer) string { return c.Terms.Payment }},
	{"账期天数", "Payment days", func(c Customer) string { return daysText(c.Terms.PaymentDays) }},
	{"币种", "Currency", func(c Customer) string { return c.Terms.Currency }},
	{"状态", "State", func(c Customer) string { return string(c.State) }},
}

func customerCells(c Customer) []string {
	out := make([]string, len(exported))
	for i, f := range exported {
		out[i] = f.cell(c)
	}
	return out
}

// invitationArgs ask for invites to many customers.
type invitationArgs struct {
	Filter  Filter    `json:"filter"`
	Channel Channel   `json:"channel"`
	Approve bool      `json:"approve"`
	Locale  string    `json:"locale"`
	Again   bool      `json:"again"`
	Begun   time.Time `json:"begun"`
}

// Kind names invitations of many in the queue.
func (invitationArgs) Kind() string { return "trading_customer_invitations" }

// Invitations is what somebody wants to send to many customers.
type Invitations struct {
	Filter  Filter
	Channel Channel // mail or sms
	Approve bool
	Locale  string // "": that of each customer's country
	Again   bool   // also who has been invited before
}

// InviteCustomers starts to send invites to the customers that a filter finds.
func (s *Service) InviteCustomers(ctx context.Context, company id.CompanyID, i Invitations) (job.Run, error) {
	scope, err := authz.Acting(ctx, company, mayWriteCustomers)
	if err != nil {
		return job.Run{}, err
	}
	return tenants.Once(ctx, s.db, scope, func(ctx context.Context, tx *tenants.Tx) (job.Run, error) {
		if err := EnsureProfile(tx, company); err != nil {
			return job.Run{}, err
		}
		args := invitationArgs{i.Filter, i.Channel, i.Approve, i.Locale, i.Again, tx.Now()}
		run, err := job.Start(ctx, tx, args.Kind(), args, letter.In(i.Locale, "未能邀请的客户", "Not invited")+".csv")
		if err != nil {
			return run, err
		}
		return run, s.customerEvent(ctx, tx, "trading.customers_invited", run.ID.String(), map[string]any{"channel": string(i.Channel)})
	})
}

// inviteCustomers sends in packs, each in a transaction. Whoever was invited since the run began was invited by an earlier attempt of it.
func (s *Service) inviteCustomers(ctx context.Context, w *job.Work, args invitationArgs) (job.Result, error) {
	var customers []Customer
	err := s.db.Read(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) (err error) {
		customers, err = everyCustomer(ctx, tx, w.Company, args.Filter, false)
		return err
	})
	if err != nil {
		return job.Result{}, err
	}
	var refused []Skipped
	for from := 0; from < len(customers); from += invitePack {
		w.Progress(int64(from), int64(len(customers)))
		if err := ctx.Err(); err != nil {
			return job.Result{}, err
		}
		pack := customers[from:min(from+invitePack, len(customers))]
		err := s.db.InScope(ctx, w.Scope(), func(ctx context.Context, tx *tenants.Tx) error {
			not, err := s.invitePack(ctx, tx, w.Company, idsOf(pack), args)
			refused = append(refused, not...)
			return err
		})
		if err != nil {
			return job.Result{}, err
		}
	}
	w.Progress(int64(len(customers)), int64(len(customers)))
	if len(refused) == 0 {
		return job.Result{}, nil
	}
	return w.File(ctx, s.blobs, table.Delimited.Type(), func(out io.Writer) error { return writeRefused(out, refused) })
}

// invitePack invites those of a pack that can be, and answers the others.
func (s *Service) invitePack(ctx context.Context, tx *tenants.Tx, company id.CompanyID, customers []id.CustomerID, args invitationArgs) ([]Skipped, error) {
	rows, err := everyCustomer(ctx, tx, company, Filter{IDs: customers}, true)
	if err != nil {
		return nil, err
	}
	var refused []Skipped
	var invites []Invite
	var secrets []token
	for _, c := range rows {
		if !c.InvitedAt.Before(args.Begun) {
			continue
		}
		i, err := NewInvite{Customer: c.ID, Channel: args.Channel, Approve: &args.Approve, Locale: args.Locale}.invite(tx.Now(), c)
		if refusal := invitable(c, args.Again); refusal != nil {
			err = refusal
		}
		if err != nil {
			refused = append(refused, skippedFor(c, err))
			continue
		}
		invites, secrets = append(invites, i), append(secrets, newToken())
	}
	if len(invites) == 0 {
		return refused, nil
	}
	return refused, s.send(ctx, tx, company, invites, secrets)
}

func writeRefused(out io.Writer, refused []Skipped) error {
	sheet := table.Delimited.New(out, "")
	if err := sheet.Write([]string{"客户编码 Customer code", "客户名称 Name", "原因 Reason", "说明 Explanation"}); err != nil {
		return err
	}
	for _, r := range refused {
		if err := sheet.Write([]string{r.Customer.Code, r.Customer.Name, r.Code, r.Message}); err != nil {
			return err
		}
	}
	return sheet.Close()
}

// daysText writes a number of days; nothing for none.
func daysText(days *int) string {
	if days == nil {
		return ""
	}
	return strconv.Itoa(*days)
}
