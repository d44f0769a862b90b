package id

// The kinds of things that inventory keeps. They stand here because the contract's types name them.
type (
	// Warehouse is a place that a supplier delivers from.
	Warehouse struct{}
	// Incoming is something on its way to a warehouse.
	Incoming struct{}
	// Reservation is stock held for a buyer.
	Reservation struct{}
)

// Prefix returns "whs".
func (Warehouse) Prefix() string { return "whs" }

// Prefix returns "inc".
func (Incoming) Prefix() string { return "inc" }

// Prefix returns "rsv".
func (Reservation) Prefix() string { return "rsv" }

// Their ids.
type (
	// WarehouseID names a Warehouse.
	WarehouseID = ID[Warehouse]
	// IncomingID names an Incoming.
	IncomingID = ID[Incoming]
	// ReservationID names a Reservation.
	ReservationID = ID[Reservation]
)
