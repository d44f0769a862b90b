package credit

// Recomputes are what is to find nothing in a database, whatever has happened in it: each finds rows that are not what others make them. Whoever runs them reads every company's rows.
var Recomputes = map[string]string{
	"accounts that are not the sum of their ledger": `SELECT FROM hub.credit_account a LEFT JOIN LATERAL (SELECT sum(e.invoiced) AS invoiced, sum(e.delivered) AS delivered, sum(e.reserved) AS reserved,
  sum(e.prepaid) AS prepaid, sum(e.agreed) AS agreed, count(*) AS entries FROM hub.credit_entry e WHERE e.tenant_id = a.tenant_id AND e.buyer_id = a.buyer_id) s ON true
WHERE (a.invoiced, a.delivered, a.reserved, a.prepaid, a.agreed, a.entries) IS DISTINCT FROM (coalesce(s.invoiced, 0), coalesce(s.delivered, 0), coalesce(s.reserved, 0), coalesce(s.prepaid, 0), coalesce(s.agreed, 0), s.entries)`,
	"accounts that are not the sum of their open invoices": `SELECT FROM hub.credit_account a
WHERE a.invoiced <> (SELECT coalesce(sum(i.open), 0) FROM hub.credit_invoice i WHERE i.tenant_id = a.tenant_id AND i.buyer_id = a.buyer_id)`,
	"accounts that are not the sum of their orders": `SELECT FROM hub.credit_account a LEFT JOIN LATERAL (SELECT sum(r.reserved) AS reserved, sum(r.delivered) AS delivered
  FROM hub.credit_reservation r WHERE r.tenant_id = a.tenant_id AND r.buyer_id = a.buyer_id) s ON true WHERE (a.reserved, a.delivered) IS DISTINCT FROM (coalesce(s.reserved, 0), coalesce(s.delivered, 0))`,
	"orders that take what they should not": `SELECT FROM hub.credit_reservation r WHERE r.hold <> 'hard' AND r.reserved <> greatest(r.amount - r.passed, 0) OR r.hold = 'hard' AND r.reserved >= r.amount - r.passed`,
}
