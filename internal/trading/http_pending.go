package trading

import (
	"context"

	contract "manifold/api/trading"
	"manifold/internal/kernel/fault"
)

// Operations that nobody has written yet. Whoever writes one takes it out of here; at the end this file is gone.

// ListSuppliers answers listSuppliers.
func (h Handler) ListSuppliers(context.Context, contract.ListSuppliersRequestObject) (contract.ListSuppliersResponseObject, error) {
	return nil, fault.Unavailable
}

// GetSupplier answers getSupplier.
func (h Handler) GetSupplier(context.Context, contract.GetSupplierRequestObject) (contract.GetSupplierResponseObject, error) {
	return nil, fault.Unavailable
}

// AnswerSupplier answers answerSupplier.
func (h Handler) AnswerSupplier(context.Context, contract.AnswerSupplierRequestObject) (contract.AnswerSupplierResponseObject, error) {
	return nil, fault.Unavailable
}

// CloseSupplier answers closeSupplier.
func (h Handler) CloseSupplier(context.Context, contract.CloseSupplierRequestObject) (contract.CloseSupplierResponseObject, error) {
	return nil, fault.Unavailable
}

// Apply answers apply.
func (h Handler) Apply(context.Context, contract.ApplyRequestObject) (contract.ApplyResponseObject, error) {
	return nil, fault.Unavailable
}

// GetBoard answers getBoard.
func (h Handler) GetBoard(context.Context, contract.GetBoardRequestObject) (contract.GetBoardResponseObject, error) {
	return nil, fault.Unavailable
}

// ClaimInvite answers claimInvite.
func (h Handler) ClaimInvite(context.Context, contract.ClaimInviteRequestObject) (contract.ClaimInviteResponseObject, error) {
	return nil, fault.Unavailable
}

// GetFile answers getFile.
func (h Handler) GetFile(context.Context, contract.GetFileRequestObject) (contract.GetFileResponseObject, error) {
	return nil, fault.Unavailable
}

// PutFile answers putFile.
func (h Handler) PutFile(context.Context, contract.PutFileRequestObject) (contract.PutFileResponseObject, error) {
	return nil, fault.Unavailable
}

// SubmitFile answers submitFile.
func (h Handler) SubmitFile(context.Context, contract.SubmitFileRequestObject) (contract.SubmitFileResponseObject, error) {
	return nil, fault.Unavailable
}

// ListDocuments answers listDocuments.
func (h Handler) ListDocuments(context.Context, contract.ListDocumentsRequestObject) (contract.ListDocumentsResponseObject, error) {
	return nil, fault.Unavailable
}

// AddDocument answers addDocument.
func (h Handler) AddDocument(context.Context, contract.AddDocumentRequestObject) (contract.AddDocumentResponseObject, error) {
	return nil, fault.Unavailable
}

// GetDocument answers getDocument.
func (h Handler) GetDocument(context.Context, contract.GetDocumentRequestObject) (contract.GetDocumentResponseObject, error) {
	return nil, fault.Unavailable
}

// DeleteDocument answers deleteDocument.
func (h Handler) DeleteDocument(context.Context, contract.DeleteDocumentRequestObject) (contract.DeleteDocumentResponseObject, error) {
	return nil, fault.Unavailable
}

// ListSites answers listSites.
func (h Handler) ListSites(context.Context, contract.ListSitesRequestObject) (contract.ListSitesResponseObject, error) {
	return nil, fault.Unavailable
}

// AddSite answers addSite.
func (h Handler) AddSite(context.Context, contract.AddSiteRequestObject) (contract.AddSiteResponseObject, error) {
	return nil, fault.Unavailable
}

// PutSite answers putSite.
func (h Handler) PutSite(context.Context, contract.PutSiteRequestObject) (contract.PutSiteResponseObject, error) {
	return nil, fault.Unavailable
}

// ArchiveSite answers archiveSite.
func (h Handler) ArchiveSite(context.Context, contract.ArchiveSiteRequestObject) (contract.ArchiveSiteResponseObject, error) {
	return nil, fault.Unavailable
}

// PreviewInvite answers previewInvite.
func (h Handler) PreviewInvite(context.Context, contract.PreviewInviteRequestObject) (contract.PreviewInviteResponseObject, error) {
	return nil, fault.Unavailable
}

// GetProfile answers getProfile.
func (h Handler) GetProfile(context.Context, contract.GetProfileRequestObject) (contract.GetProfileResponseObject, error) {
	return nil, fault.Unavailable
}

// PutProfile answers putProfile.
func (h Handler) PutProfile(context.Context, contract.PutProfileRequestObject) (contract.PutProfileResponseObject, error) {
	return nil, fault.Unavailable
}

// ListRelationships answers listRelationships.
func (h Handler) ListRelationships(context.Context, contract.ListRelationshipsRequestObject) (contract.ListRelationshipsResponseObject, error) {
	return nil, fault.Unavailable
}

// GetRelationship answers getRelationship.
func (h Handler) GetRelationship(context.Context, contract.GetRelationshipRequestObject) (contract.GetRelationshipResponseObject, error) {
	return nil, fault.Unavailable
}

// GetApplicantDocument answers getApplicantDocument.
func (h Handler) GetApplicantDocument(context.Context, contract.GetApplicantDocumentRequestObject) (contract.GetApplicantDocumentResponseObject, error) {
	return nil, fault.Unavailable
}

// Decide answers decide.
func (h Handler) Decide(context.Context, contract.DecideRequestObject) (contract.DecideResponseObject, error) {
	return nil, fault.Unavailable
}

// ExportCustomers answers exportCustomers.
func (h Handler) ExportCustomers(context.Context, contract.ExportCustomersRequestObject) (contract.ExportCustomersResponseObject, error) {
	return nil, fault.Unavailable
}

// InviteCustomers answers inviteCustomers.
func (h Handler) InviteCustomers(context.Context, contract.InviteCustomersRequestObject) (contract.InviteCustomersResponseObject, error) {
	return nil, fault.Unavailable
}

// ListCustomerImports answers listCustomerImports.
func (h Handler) ListCustomerImports(context.Context, contract.ListCustomerImportsRequestObject) (contract.ListCustomerImportsResponseObject, error) {
	return nil, fault.Unavailable
}

// StageCustomerImport answers stageCustomerImport.
func (h Handler) StageCustomerImport(context.Context, contract.StageCustomerImportRequestObject) (contract.StageCustomerImportResponseObject, error) {
	return nil, fault.Unavailable
}

// GetCustomerImport answers getCustomerImport.
func (h Handler) GetCustomerImport(context.Context, contract.GetCustomerImportRequestObject) (contract.GetCustomerImportResponseObject, error) {
	return nil, fault.Unavailable
}

// DeleteCustomerImport answers deleteCustomerImport.
func (h Handler) DeleteCustomerImport(context.Context, contract.DeleteCustomerImportRequestObject) (contract.DeleteCustomerImportResponseObject, error) {
	return nil, fault.Unavailable
}

// CommitCustomerImport answers commitCustomerImport.
func (h Handler) CommitCustomerImport(context.Context, contract.CommitCustomerImportRequestObject) (contract.CommitCustomerImportResponseObject, error) {
	return nil, fault.Unavailable
}

// ListCustomerImportLines answers listCustomerImportLines.
func (h Handler) ListCustomerImportLines(context.Context, contract.ListCustomerImportLinesRequestObject) (contract.ListCustomerImportLinesResponseObject, error) {
	return nil, fault.Unavailable
}

// FixCustomerImportLines answers fixCustomerImportLines.
func (h Handler) FixCustomerImportLines(context.Context, contract.FixCustomerImportLinesRequestObject) (contract.FixCustomerImportLinesResponseObject, error) {
	return nil, fault.Unavailable
}

// ExportCustomerImportLines answers exportCustomerImportLines.
func (h Handler) ExportCustomerImportLines(context.Context, contract.ExportCustomerImportLinesRequestObject) (contract.ExportCustomerImportLinesResponseObject, error) {
	return nil, fault.Unavailable
}

// ListInvites answers listInvites.
func (h Handler) ListInvites(context.Context, contract.ListInvitesRequestObject) (contract.ListInvitesResponseObject, error) {
	return nil, fault.Unavailable
}

// AddInvite answers addInvite.
func (h Handler) AddInvite(context.Context, contract.AddInviteRequestObject) (contract.AddInviteResponseObject, error) {
	return nil, fault.Unavailable
}

// RevokeInvite answers revokeInvite.
func (h Handler) RevokeInvite(context.Context, contract.RevokeInviteRequestObject) (contract.RevokeInviteResponseObject, error) {
	return nil, fault.Unavailable
}

// ListBlocks answers listBlocks.
func (h Handler) ListBlocks(context.Context, contract.ListBlocksRequestObject) (contract.ListBlocksResponseObject, error) {
	return nil, fault.Unavailable
}

// AddBlock answers addBlock.
func (h Handler) AddBlock(context.Context, contract.AddBlockRequestObject) (contract.AddBlockResponseObject, error) {
	return nil, fault.Unavailable
}

// DeleteBlock answers deleteBlock.
func (h Handler) DeleteBlock(context.Context, contract.DeleteBlockRequestObject) (contract.DeleteBlockResponseObject, error) {
	return nil, fault.Unavailable
}

// ListFiles answers listFiles.
func (h Handler) ListFiles(context.Context, contract.ListFilesRequestObject) (contract.ListFilesResponseObject, error) {
	return nil, fault.Unavailable
}

// GetCompanyFile answers getCompanyFile.
func (h Handler) GetCompanyFile(context.Context, contract.GetCompanyFileRequestObject) (contract.GetCompanyFileResponseObject, error) {
	return nil, fault.Unavailable
}

// GetCompanyDocument answers getCompanyDocument.
func (h Handler) GetCompanyDocument(context.Context, contract.GetCompanyDocumentRequestObject) (contract.GetCompanyDocumentResponseObject, error) {
	return nil, fault.Unavailable
}

// VerifyFile answers verifyFile.
func (h Handler) VerifyFile(context.Context, contract.VerifyFileRequestObject) (contract.VerifyFileResponseObject, error) {
	return nil, fault.Unavailable
}
