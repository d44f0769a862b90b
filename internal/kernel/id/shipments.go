package id

// Kinds of what is shipped and received.
type (
	// Shipment is what of an order leaves a supplier at once.
	Shipment struct{}
	// Case is about a line of a shipment that was not as it should be.
	Case struct{}
	// Photo is what a buyer saw when it received.
	Photo struct{}
)

// Prefix returns "shp".
func (Shipment) Prefix() string { return "shp" }

// Prefix returns "cas".
func (Case) Prefix() string { return "cas" }

// Prefix returns "pho".
func (Photo) Prefix() string { return "pho" }

// Their ids.
type (
	// ShipmentID names a Shipment.
	ShipmentID = ID[Shipment]
	// CaseID names a Case.
	CaseID = ID[Case]
	// PhotoID names a Photo.
	PhotoID = ID[Photo]
)
