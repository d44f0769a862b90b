package id

// The kinds of things that the platform keeps, and those of capabilities that the contract names.
type (
	// Company is a legal entity: supplier, buyer, brand or operator. A tenant is named by its company.
	Company struct{}
	// Person is a human being with one login.
	Person struct{}
	// Seat is a person working for a company.
	Seat struct{}
	// Session is one signed-in device of a person.
	Session struct{}
	// Job is a piece of work in the background.
	Job struct{}
	// Event is a fact published through the outbox.
	Event struct{}
	// Audit is a row of the audit log.
	Audit struct{}
	// Invitation asks somebody to join a company's team.
	Invitation struct{}
	// Blob is a stored file.
	Blob struct{}
	// Customer is a supplier's own record of somebody it sells to.
	Customer struct{}
	// Group is a group of a supplier's customers.
	Group struct{}
	// Item is one supplier's product record.
	Item struct{}
)

// Prefix returns "com".
func (Company) Prefix() string { return "com" }

// Prefix returns "per".
func (Person) Prefix() string { return "per" }

// Prefix returns "sea".
func (Seat) Prefix() string { return "sea" }

// Prefix returns "ses".
func (Session) Prefix() string { return "ses" }

// Prefix returns "job".
func (Job) Prefix() string { return "job" }

// Prefix returns "evt".
func (Event) Prefix() string { return "evt" }

// Prefix returns "aud".
func (Audit) Prefix() string { return "aud" }

// Prefix returns "inv".
func (Invitation) Prefix() string { return "inv" }

// Prefix returns "blb".
func (Blob) Prefix() string { return "blb" }

// Prefix returns "cus".
func (Customer) Prefix() string { return "cus" }

// Prefix returns "grp".
func (Group) Prefix() string { return "grp" }

// Prefix returns "itm".
func (Item) Prefix() string { return "itm" }

type (
	// CompanyID names a Company.
	CompanyID = ID[Company]
	// PersonID names a Person.
	PersonID = ID[Person]
	// SeatID names a Seat.
	SeatID = ID[Seat]
	// SessionID names a Session.
	SessionID = ID[Session]
	// JobID names a Job.
	JobID = ID[Job]
	// EventID names an Event.
	EventID = ID[Event]
	// AuditID names an Audit row.
	AuditID = ID[Audit]
	// InvitationID names an Invitation. Make it with NewRandom.
	InvitationID = ID[Invitation]
	// BlobID names a Blob.
	BlobID = ID[Blob]
	// CustomerID names a Customer.
	CustomerID = ID[Customer]
	// GroupID names a Group.
	GroupID = ID[Group]
	// ItemID names an Item.
	ItemID = ID[Item]
)

// The kinds of things that trading keeps. They stand here because the contract's types name them.
type (
	// Site is an address of a buyer.
	Site struct{}
	// Document is a document of a company file.
	Document struct{}
	// Block is an entry of a supplier's list of whom it does not want.
	Block struct{}
	// Invite is a supplier's invitation to a buyer. Make it with NewRandom.
	Invite struct{}
	// Notice is a notice of unusual reading.
	Notice struct{}
	// CustomerImport is a customer list that was brought.
	CustomerImport struct{}
	// PriceImport is a price file that was brought.
	PriceImport struct{}
	// Revision is one act that changed items of a supplier.
	Revision struct{}
	// Media is a picture or document of an item.
	Media struct{}
)

// Prefix returns "sit".
func (Site) Prefix() string { return "sit" }

// Prefix returns "doc".
func (Document) Prefix() string { return "doc" }

// Prefix returns "blk".
func (Block) Prefix() string { return "blk" }

// Prefix returns "ivt".
func (Invite) Prefix() string { return "ivt" }

// Prefix returns "ntc".
func (Notice) Prefix() string { return "ntc" }

// Prefix returns "imp".
func (CustomerImport) Prefix() string { return "imp" }

// Prefix returns "pim".
func (PriceImport) Prefix() string { return "pim" }

// Prefix returns "rev".
func (Revision) Prefix() string { return "rev" }

// Prefix returns "med".
func (Media) Prefix() string { return "med" }

// Their ids.
type (
	// SiteID names a Site.
	SiteID = ID[Site]
	// DocumentID names a Document.
	DocumentID = ID[Document]
	// BlockID names a Block.
	BlockID = ID[Block]
	// InviteID names an Invite.
	InviteID = ID[Invite]
	// NoticeID names a Notice.
	NoticeID = ID[Notice]
	// CustomerImportID names a CustomerImport.
	CustomerImportID = ID[CustomerImport]
	// PriceImportID names a PriceImport.
	PriceImportID = ID[PriceImport]
	// RevisionID names a Revision.
	RevisionID = ID[Revision]
	// MediaID names a Media.
	MediaID = ID[Media]
)

// The kinds of things that matching keeps. They stand here because the contract's types name them.
type (
	// Product is what several items are; its id never leaves the operator.
	Product struct{}
	// Match is an edge between two items, and the question about it.
	Match struct{}
	// Deed is something the operator did to edges and can undo.
	Deed struct{}
	// Ask is what a supplier is asked about one of its items.
	Ask struct{}
)

// Prefix returns "prd".
func (Product) Prefix() string { return "prd" }

// Prefix returns "mat".
func (Match) Prefix() string { return "mat" }

// Prefix returns "ded".
func (Deed) Prefix() string { return "ded" }

// Prefix returns "ask".
func (Ask) Prefix() string { return "ask" }

// Their ids.
type (
	// ProductID names a Product.
	ProductID = ID[Product]
	// MatchID names a Match.
	MatchID = ID[Match]
	// DeedID names a Deed.
	DeedID = ID[Deed]
	// AskID names an Ask.
	AskID = ID[Ask]
)

// Promotion is an action of a supplier.
type Promotion struct{}

// Prefix returns "prm".
func (Promotion) Prefix() string { return "prm" }

// PromotionID names a Promotion.
type PromotionID = ID[Promotion]

// The kinds of things that pricing keeps. They stand here because the contract's types name them.
type (
	// PriceList is a list of a supplier's prices.
	PriceList struct{}
	// PriceEntry is one price in a list, for a time.
	PriceEntry struct{}
	// ChangeSet is a change of many prices at once.
	ChangeSet struct{}
	// Condition is what a supplier asks for beside prices: freight, fees, lead days.
	Condition struct{}
)

// Prefix returns "prl".
func (PriceList) Prefix() string { return "prl" }

// Prefix returns "pre".
func (PriceEntry) Prefix() string { return "pre" }

// Prefix returns "pcs".
func (ChangeSet) Prefix() string { return "pcs" }

// Prefix returns "cnd".
func (Condition) Prefix() string { return "cnd" }

// Their ids.
type (
	// PriceListID names a PriceList.
	PriceListID = ID[PriceList]
	// PriceEntryID names a PriceEntry.
	PriceEntryID = ID[PriceEntry]
	// ChangeSetID names a ChangeSet.
	ChangeSetID = ID[ChangeSet]
	// ConditionID names a Condition.
	ConditionID = ID[Condition]
)
