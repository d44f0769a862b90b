// Written by `npm run gen` from api/openapi/trading.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/applications": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Apply to many suppliers in one act
         * @description Each supplier gets the company file as it is now and decides alone. A supplier whose asked fields are missing gets nothing; the others do.
         */
        post: operations["apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Whom I do not want */
        get: operations["listBlocks"];
        put?: never;
        /** Add to the blocked list */
        post: operations["addBlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/blocks/{block}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block: components["schemas"]["BlockID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take from the blocked list */
        delete: operations["deleteBlock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/board": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** All my applications and relationships */
        get: operations["getBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/claims": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take up the invitation of a supplier
         * @description Works once per company. An invitation bound to an address needs a colleague here who signs in with it.
         */
        post: operations["claimInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customer-imports": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Customer lists I imported */
        get: operations["listCustomerImports"];
        put?: never;
        /**
         * Bring a customer list
         * @description CSV, TSV or XLSX, at most 50 MiB. Answers what its columns seem to be; nothing is taken in before the commit. The body is streamed.
         */
        post: operations["stageCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customer-imports/{import}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        /** One import, with its layout and figures */
        get: operations["getCustomerImport"];
        put?: never;
        post?: never;
        /** Cancel an import, or forget it */
        delete: operations["deleteCustomerImport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customer-imports/{import}/commit": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the list in
         * @description Runs as a job. Rows in = created + merged + flagged + dropped, always.
         */
        post: operations["commitCustomerImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customer-imports/{import}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        /** Lines of an import */
        get: operations["listCustomerImportLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mend or drop flagged lines
         * @description Each is tried again at once.
         */
        patch: operations["fixCustomerImportLines"];
        trace?: never;
    };
    "/api/companies/{company}/customer-imports/{import}/lines/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        /** The flagged lines as a file */
        get: operations["exportCustomerImportLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My customers */
        get: operations["listCustomers"];
        put?: never;
        /** Add a customer */
        post: operations["addCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customers/{customer}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        /** One customer */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /** Delete a customer that no buyer has claimed */
        delete: operations["deleteCustomer"];
        options?: never;
        head?: never;
        /**
         * Change a customer
         * @description What is not given stays. What the buyer may read of it changes in the same moment.
         */
        patch: operations["updateCustomer"];
        trace?: never;
    };
    "/api/companies/{company}/customers/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change many customers in one act */
        post: operations["changeCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customers/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write my customers into a file
         * @description Runs as a job; the file is its result.
         */
        post: operations["exportCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/customers/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send invitations to many customers
         * @description Runs as a job; those that could not be invited stand in its result with the reason.
         */
        post: operations["inviteCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Price lists that left */
        get: operations["listDisclosures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My company file, with what is missing or wrong */
        get: operations["getFile"];
        /**
         * Save the company file
         * @description Kept as it is, complete or not; what is not given is empty. A verified file whose particulars change is a draft again, and stays in force as it was verified until the hub verifies the changes; before the first time, suppliers with whom an application or relationship lives see the file as saved. share_bank holds at once.
         */
        put: operations["putFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/file/documents": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Documents of my company file */
        get: operations["listDocuments"];
        put?: never;
        /**
         * Add a document
         * @description PDF, PNG, JPEG or WebP by its bytes, at most 10 MiB, at most 20 documents. The body is streamed.
         */
        post: operations["addDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/file/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
            };
            cookie?: never;
        };
        /** One document */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        /** Take a document away */
        delete: operations["deleteDocument"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/file/submission": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the hub to verify the file
         * @description Refused with the places while something needed is missing or wrong.
         */
        post: operations["submitFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/grants": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What my buyers may see */
        get: operations["listGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/grants/customers/{customer}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * What this customer may see
         * @description A field that is not given is inherited.
         */
        put: operations["putCustomerGrant"];
        post?: never;
        /** Nothing of its own for this customer */
        delete: operations["deleteCustomerGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/grants/default": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        /** What every buyer may see */
        put: operations["putDefaultGrant"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/grants/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * What this group may see
         * @description A field that is not given is inherited.
         */
        put: operations["putGroupGrant"];
        post?: never;
        /** Nothing of its own for this group */
        delete: operations["deleteGroupGrant"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Customer groups */
        get: operations["listGroups"];
        put?: never;
        /** Add a group */
        post: operations["addGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        get?: never;
        /** Change a group */
        put: operations["putGroup"];
        post?: never;
        /** Delete a group */
        delete: operations["deleteGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/invites": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Invitations I sent or printed */
        get: operations["listInvites"];
        put?: never;
        /** Make an invitation */
        post: operations["addInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/invites/{invite}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invite: components["schemas"]["InviteID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an invitation back */
        delete: operations["revokeInvite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/notices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Unusual reading */
        get: operations["listNotices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/notices/{notice}/seen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                notice: components["schemas"]["NoticeID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** I have seen it */
        post: operations["seeNotice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/profile": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What buyers read of me */
        get: operations["getProfile"];
        /** Save what buyers read of me */
        put: operations["putProfile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Buyers who apply or trade with me */
        get: operations["listRelationships"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships/{buyer}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** One buyer: file, note, checks, events, customer */
        get: operations["getRelationship"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships/{buyer}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve, ask, reject, suspend, reopen or close
         * @description If-Match takes the ETag of the relationship, so that two colleagues do not decide twice.
         */
        post: operations["decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships/{buyer}/disclosure": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What this buyer sees now, and where each field comes from */
        get: operations["getDisclosure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships/{buyer}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
            };
            cookie?: never;
        };
        /** A document of the buyer */
        get: operations["getApplicantDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/relationships/{buyer}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What this buyer read lately */
        get: operations["getReading"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sites": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My sites and delivery addresses */
        get: operations["listSites"];
        put?: never;
        /** Add a site */
        post: operations["addSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sites/{site}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                site: components["schemas"]["SiteID"];
            };
            cookie?: never;
        };
        get?: never;
        /** Change a site */
        put: operations["putSite"];
        post?: never;
        /** Archive a site */
        delete: operations["archiveSite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sites/{site}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                site: components["schemas"]["SiteID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an archived site back into use
         * @description As none of the defaults. A site in use stays as it is.
         */
        post: operations["restoreSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /**
         * Suppliers I can apply to or trade with
         * @description Listed suppliers, and unlisted ones that have invited me or that I have applied to.
         */
        get: operations["listSuppliers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        /** One supplier, where we stand, and what I may see of it */
        get: operations["getSupplier"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer what a supplier asked
         * @description The application goes back into its queue, with the company file as it is now.
         */
        post: operations["answerSupplier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/closing": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End it: take an application back or close a relationship */
        post: operations["closeSupplier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Who can see prices now */
        get: operations["listViewers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** From where on reading is unusual */
        get: operations["getWatch"];
        /** Say from where on reading is unusual */
        put: operations["putWatch"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/invites/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the invitation of a supplier stands for */
        post: operations["previewInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/files": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Company files to verify */
        get: operations["listFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/files/{tenant}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        /** One company file */
        get: operations["getCompanyFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/files/{tenant}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        /** A document of the file */
        get: operations["getCompanyDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/files/{tenant}/verification": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        get?: never;
        /** Verify the file or send it back */
        put: operations["verifyFile"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Answer: {
            answer: string;
        };
        /** @enum {string} */
        ApplicationOutcome: "applied" | "already" | "not_accepting" | "missing" | "closed" | "not_found";
        Applications: {
            /** @description How many were sent. */
            applied: number;
            outcomes: components["schemas"]["AppliedTo"][];
        };
        AppliedTo: {
            missing: components["schemas"]["Ask"][];
            /** @description Not for not_found. */
            name?: string;
            outcome: components["schemas"]["ApplicationOutcome"];
            state?: components["schemas"]["RelationshipState"];
            supplier: components["schemas"]["CompanyID"];
        };
        /**
         * @description A field or document that an application must have: tax_number, registration_number, founded, website, phone, email, contacts, bank, trades, document:licence, document:tax, document:bank, site:delivery, site:billing, or extra: with the label of one more field.
         * @example document:licence
         */
        Ask: string;
        BankAccount: {
            /** @description Where there is no IBAN. */
            account?: string;
            bank?: string;
            /** @description ISO 9362. */
            bic?: string;
            country?: string;
            currency?: string;
            holder?: string;
            /** @description With or without spaces. */
            iban?: string;
        };
        Block: {
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["BlockID"];
            kind: components["schemas"]["BlockKind"];
            reason: string;
            value: string;
        };
        BlockID: string;
        /** @enum {string} */
        BlockKind: "tax_number" | "email" | "domain" | "phone" | "name";
        BlockPage: {
            items: components["schemas"]["Block"][];
            next?: string;
        };
        Board: {
            /** @description Of all; states that none is in are left out. */
            counts: components["schemas"]["StateCount"][];
            items: components["schemas"]["BoardEntry"][];
            next?: string;
        };
        BoardEntry: {
            /** @description Whether the hub has closed the supplier. */
            closed: boolean;
            may: components["schemas"]["RelationshipAct"][];
            relationship: components["schemas"]["MyRelationship"];
            supplier: components["schemas"]["CompanyRef"];
            /**
             * @description Whose turn it is.
             * @enum {string}
             */
            waits_for: "supplier" | "buyer" | "nobody";
        };
        /** @description Either customers or a filter. */
        BulkChange: {
            /** @enum {string} */
            action: "set_group" | "set_region" | "set_salesperson" | "set_head_office" | "add_tags" | "remove_tags" | "block" | "unblock" | "delete";
            customers?: components["schemas"]["CustomerIDs"];
            filter?: components["schemas"]["CustomerFilter"];
            group?: components["schemas"]["GroupChoice"];
            head_office?: components["schemas"]["HeadOfficeChoice"];
            reason?: string;
            region?: components["schemas"]["RegionChoice"];
            salesperson?: components["schemas"]["PersonChoice"];
            tags?: components["schemas"]["Tags"];
        };
        BulkOutcome: {
            /** Format: int64 */
            changed: number;
            /** Format: int64 */
            matched: number;
            /** @description The first 200; matched - changed says how many there are. */
            skipped: {
                code: string;
                customer: components["schemas"]["CustomerRef"];
                message: string;
            }[];
            /** @description Acts that put it back; none after delete. */
            undo: components["schemas"]["BulkChange"][];
        };
        Check: {
            /** @description For blocked. */
            blocks?: components["schemas"]["Block"][];
            country?: components["schemas"]["CountryCode"];
            /** @description For duplicate. */
            customers?: components["schemas"]["PossibleDuplicate"][];
            file_state?: components["schemas"]["FileState"];
            kind: components["schemas"]["CheckKind"];
            /** @description For missing. */
            missing?: components["schemas"]["Ask"][];
            number?: components["schemas"]["NumberCheck"];
            /**
             * @description A stop is advice too: the supplier decides.
             * @enum {string}
             */
            verdict: "good" | "warn" | "stop";
        };
        /** @enum {string} */
        CheckKind: "duplicate" | "blocked" | "territory" | "verified" | "missing" | "tax_number";
        Claimed: {
            relationship: components["schemas"]["MyRelationship"];
            supplier: components["schemas"]["CompanyRef"];
        };
        ClaimToken: {
            token: components["schemas"]["Token"];
        };
        Closing: {
            reason?: string;
        };
        CompanyFile: {
            /** @description What differs from the verified file, which suppliers go on reading; empty when they read the file as it is. */
            changes: components["schemas"]["FileChange"][];
            /** @description Whether it can be submitted. */
            complete: boolean;
            documents: components["schemas"]["Document"][];
            draft: components["schemas"]["CompanyFileDraft"];
            iban_check?: components["schemas"]["NumberCheck"];
            problems: components["schemas"]["FileProblem"][];
            /** @description Why it came back. */
            reason?: string;
            /** @description How many suppliers read it. */
            shared_with?: number;
            /** @description How many sites there are. */
            sites: number;
            state: components["schemas"]["FileState"];
            tax_check?: components["schemas"]["NumberCheck"];
            /** Format: date-time */
            updated_at?: string;
            /**
             * Format: date-time
             * @description When the hub verified what suppliers read.
             */
            verified_at?: string;
            /** Format: int64 */
            version: number;
        };
        CompanyFileDraft: {
            bank?: components["schemas"]["BankAccount"];
            contacts?: components["schemas"]["FileContact"][];
            /** @description ISO 3166-1 alpha-2. */
            country?: string;
            email?: string;
            /** @description Further fields; each label once. */
            extra?: components["schemas"]["ExtraField"][];
            /** @description Year, month or day: 1998, 1998-04, 1998-04-17. */
            founded?: string;
            legal_name?: string;
            phone?: string;
            registration_number?: string;
            /** @description Whether suppliers get the bank account and documents of kind bank. Default false. */
            share_bank?: boolean;
            /** @description As it is written; checked by country. */
            tax_number?: string;
            trade_name?: string;
            trades?: components["schemas"]["Trade"][];
            website?: string;
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        CompanyRef: {
            id: components["schemas"]["CompanyID"];
            name: string;
        };
        /** @description Whom to talk to. */
        ContactPoint: {
            email?: string;
            name?: string;
            phone?: string;
        };
        /**
         * @description ISO 3166-1 alpha-2.
         * @example CN
         */
        CountryCode: string;
        /**
         * @description ISO 4217.
         * @example CNY
         */
        CurrencyCode: string;
        Customer: {
            address: string;
            blocked_reason?: string;
            /** Format: int64 */
            branch_count: number;
            /** @description The first 50. */
            branches: components["schemas"]["CustomerRef"][];
            customer: components["schemas"]["CustomerRow"];
            effective_terms: components["schemas"]["Terms"];
            /** @description From near to far. */
            head_offices?: components["schemas"]["CustomerRef"][];
            may_delete: boolean;
            note: string;
            possible_duplicates?: components["schemas"]["CustomerRef"][];
            terms: components["schemas"]["Terms"];
            terms_sources: components["schemas"]["TermsSource"][];
            /** Format: int64 */
            version: number;
        };
        /** @description Which customer the buyer is: one there is, or a new one. Left out: the one it had or was invited as, else a new one with a free code. */
        CustomerChoice: {
            code?: components["schemas"]["CustomerCode"];
            id?: components["schemas"]["CustomerID"];
            /** @description Of a new one; left out: the company's. */
            name?: string;
        };
        CustomerCode: string;
        CustomerExport: {
            customers?: components["schemas"]["CustomerIDs"];
            filter?: components["schemas"]["CustomerFilter"];
            /** @enum {string} */
            format: "csv" | "xlsx";
            locale?: components["schemas"]["Locale"];
        };
        /** @description As the parameters of the list. */
        CustomerFilter: {
            group?: string;
            head_office?: components["schemas"]["CustomerID"];
            q?: string;
            region?: components["schemas"]["Region"];
            salesperson?: string;
            state?: components["schemas"]["CustomerState"][];
            tag?: string;
        };
        CustomerGroup: {
            /**
             * Format: int64
             * @description How many of them trade here.
             */
            connected: number;
            /**
             * Format: int64
             * @description How many are in it.
             */
            customers: number;
            has_grant: boolean;
            id: components["schemas"]["GroupID"];
            name: string;
            position: number;
            terms: components["schemas"]["Terms"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        /** @example cus_06evk3q2b5vt8h0000000000a0 */
        CustomerID: string;
        CustomerIDs: components["schemas"]["CustomerID"][];
        CustomerImport: {
            counts: components["schemas"]["ImportCounts"];
            /** Format: date-time */
            created_at: string;
            /** @description Name of the colleague. */
            created_by?: string;
            /**
             * @description How the text was written.
             * @example GB18030
             */
            encoding?: string;
            file_name: string;
            /** Format: date-time */
            finished_at?: string;
            id: components["schemas"]["CustomerImportID"];
            job?: components["schemas"]["JobID"];
            layout?: components["schemas"]["CustomerImportLayout"];
            /** @description Only for one import. */
            sheets?: components["schemas"]["ImportSheet"][];
            /** @enum {string} */
            state: "staged" | "running" | "done" | "cancelled";
        };
        CustomerImportID: string;
        CustomerImportLayout: {
            columns: {
                field: components["schemas"]["ImportField"];
                index: number;
            }[];
            /** @description Whether groups that are not there yet are made. Default false. */
            create_groups?: boolean;
            group?: components["schemas"]["GroupChoice"];
            header_row: number;
            salesperson?: components["schemas"]["PersonChoice"];
            /** @description Name of the sheet; empty for a text file. */
            sheet: string;
        };
        CustomerImportLine: {
            cells: components["schemas"]["ImportCell"][];
            customer?: components["schemas"]["CustomerRef"];
            /**
             * Format: int64
             * @description In the file.
             */
            line: number;
            outcome: components["schemas"]["ImportOutcome"];
            problems: {
                code: string;
                /** @description Empty for the line as a whole. */
                field: string;
                message: string;
            }[];
        };
        CustomerImportLinePage: {
            items: components["schemas"]["CustomerImportLine"][];
            next?: string;
        };
        CustomerImportPage: {
            items: components["schemas"]["CustomerImport"][];
            next?: string;
        };
        /** @description Either customers or a filter. */
        CustomerInvitations: {
            /** @description Also those who have been invited already. Default false. */
            again?: boolean;
            /** @description Whether who takes it up is approved at once. Default true. */
            approve?: boolean;
            /** @enum {string} */
            channel: "mail" | "sms";
            customers?: components["schemas"]["CustomerIDs"];
            filter?: components["schemas"]["CustomerFilter"];
            locale?: components["schemas"]["Locale"];
        };
        CustomerPage: {
            /** @description Of all customers, by state; states that none is in are left out. */
            counts: {
                /** Format: int64 */
                count: number;
                state: components["schemas"]["CustomerState"];
            }[];
            items: components["schemas"]["CustomerRow"][];
            next?: string;
            /**
             * Format: int64
             * @description How many the filter finds.
             */
            total: number;
        };
        CustomerRef: {
            code: string;
            id: components["schemas"]["CustomerID"];
            name: string;
        };
        CustomerRow: {
            buyer?: components["schemas"]["CompanyRef"];
            code: string;
            contact_name?: string;
            country?: components["schemas"]["CountryCode"];
            /** Format: date-time */
            created_at: string;
            email?: string;
            group?: components["schemas"]["GroupRef"];
            head_office?: components["schemas"]["CustomerRef"];
            id: components["schemas"]["CustomerID"];
            /** Format: date-time */
            invited_at?: string;
            name: string;
            phone?: string;
            region?: components["schemas"]["Region"];
            relationship?: components["schemas"]["RelationshipState"];
            salesperson?: components["schemas"]["PersonRef"];
            /** @enum {string} */
            source: "manual" | "import" | "application";
            state: components["schemas"]["CustomerState"];
            tags: components["schemas"]["Tags"];
            tax_number?: string;
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description A minus turns it round.
         * @enum {string}
         */
        CustomerSort: "name" | "-name" | "code" | "-code" | "updated" | "-updated";
        /** @enum {string} */
        CustomerState: "unclaimed" | "invited" | "connected" | "suspended" | "closed" | "blocked";
        CustomerUpdate: {
            address?: string;
            blocked?: boolean;
            blocked_reason?: string;
            code?: components["schemas"]["CustomerCode"];
            contact_name?: string;
            /** @description ISO 3166-1; empty: none. */
            country?: string;
            email?: string;
            group?: components["schemas"]["GroupChoice"];
            head_office?: components["schemas"]["HeadOfficeChoice"];
            name?: string;
            note?: string;
            phone?: string;
            region?: components["schemas"]["RegionChoice"];
            salesperson?: components["schemas"]["PersonChoice"];
            tags?: components["schemas"]["Tags"];
            tax_number?: string;
            terms?: components["schemas"]["Terms"];
        };
        /**
         * @description A plain decimal number.
         * @example 100
         */
        Decimal: string;
        Decision: {
            customer?: components["schemas"]["CustomerChoice"];
            /** @enum {string} */
            decision: "approve" | "ask_more" | "reject" | "suspend" | "reopen" | "close";
            grant?: components["schemas"]["GrantDraft"];
            group?: components["schemas"]["GroupChoice"];
            /** @description Needed to ask more. */
            question?: string;
            /** @description Shown to the buyer; needed to reject, suspend and close. */
            reason?: string;
            region?: components["schemas"]["RegionChoice"];
            salesperson?: components["schemas"]["PersonChoice"];
            terms?: components["schemas"]["Terms"];
        };
        Disclosure: {
            buyer: components["schemas"]["CompanyRef"];
            customer?: components["schemas"]["CustomerRef"];
            /**
             * Format: int64
             * @description Counts each change of what is disclosed.
             */
            epoch: number;
            sees: components["schemas"]["Sees"];
            /** @description Where each field comes from. */
            sources: {
                field: components["schemas"]["GrantField"];
                level: components["schemas"]["GrantLevel"];
                /** @description Of the group or the customer. */
                name?: string;
            }[];
            state: components["schemas"]["RelationshipState"];
            stock_steps: components["schemas"]["Decimal"][];
        };
        DisclosureEntry: {
            /** Format: date-time */
            at: string;
            buyer: components["schemas"]["CompanyRef"];
            id: string;
            /** @enum {string} */
            kind: "export" | "print" | "bulk_view";
            /** @description What stands on the file or the page. */
            mark: string;
            /** Format: int64 */
            rows: number;
            /** @description Name of the person at the buyer's. */
            who: string;
        };
        DisclosureLog: {
            items: components["schemas"]["DisclosureEntry"][];
            next?: string;
        };
        Document: {
            content_type: string;
            /** Format: date-time */
            created_at: string;
            id: components["schemas"]["DocumentID"];
            kind: components["schemas"]["DocumentKind"];
            name: string;
            /** Format: int64 */
            size: number;
        };
        DocumentID: string;
        /** @enum {string} */
        DocumentKind: "licence" | "tax" | "bank" | "other";
        DocumentList: {
            items: components["schemas"]["Document"][];
        };
        ExtraField: {
            /** @description As the supplier asks for it, or one of staff_count, yearly_turnover, management_style, market_position, main_customers, expected_purchases, parent_company. */
            label: string;
            value: string;
        };
        /**
         * @description A field of the company file, or its documents.
         * @enum {string}
         */
        FileChange: "legal_name" | "trade_name" | "country" | "tax_number" | "registration_number" | "founded" | "trades" | "website" | "phone" | "email" | "contacts" | "bank" | "extra" | "documents";
        FileContact: {
            email?: string;
            name: string;
            phone?: string;
            post?: string;
            /** @enum {string} */
            role?: "general" | "purchasing" | "accounts" | "logistics" | "quality" | "legal";
        };
        FileProblem: {
            /** @enum {string} */
            code: "required" | "wrong_form" | "wrong_check_digit" | "wrong_country" | "duplicate" | "unknown" | "recommended";
            message: string;
            /** @description JSON pointer into the file, or documents, sites. */
            path: string;
            /**
             * @description Only a hint does not stand in the way of submission.
             * @enum {string}
             */
            severity: "missing" | "wrong" | "hint";
        };
        /** @enum {string} */
        FilesFilter: "submitted" | "verified";
        /** @enum {string} */
        FileState: "draft" | "submitted" | "verified" | "returned";
        FixedImportLines: {
            counts: components["schemas"]["ImportCounts"];
            items: components["schemas"]["CustomerImportLine"][];
        };
        Grant: {
            /**
             * Format: int64
             * @description How many connected buyers it concerns.
             */
            affects: number;
            customer?: components["schemas"]["CustomerRef"];
            expired?: boolean;
            grant: components["schemas"]["GrantDraft"];
            group?: components["schemas"]["GroupRef"];
            level: components["schemas"]["GrantLevel"];
            /** Format: date-time */
            updated_at?: string;
            /**
             * Format: int64
             * @description 0: nothing of its own.
             */
            version: number;
        };
        /** @description A field that is missing is inherited. */
        GrantDraft: {
            /** @description Catalogue categories; * alone for all; empty for none. */
            categories?: string[];
            documents?: boolean;
            /**
             * Format: date-time
             * @description From then on these fields are as if they were not there.
             */
            expires_at?: string;
            lead_time?: boolean;
            price?: components["schemas"]["PriceLevel"];
            promotions?: boolean;
            purpose?: string;
            stock?: components["schemas"]["StockLevel"];
            /** @description Lower edges of the bands, ascending. */
            stock_steps?: components["schemas"]["Decimal"][];
        };
        /** @enum {string} */
        GrantField: "categories" | "price" | "stock" | "stock_steps" | "lead_time" | "promotions" | "documents" | "purpose" | "expires_at";
        /** @enum {string} */
        GrantLevel: "default" | "group" | "customer";
        Grants: {
            customers: components["schemas"]["Grant"][];
            default: components["schemas"]["Grant"];
            groups: components["schemas"]["Grant"][];
            next?: string;
        };
        /** @description A group; empty: none. */
        GroupChoice: string;
        GroupDraft: {
            name: string;
            position?: number;
            terms?: components["schemas"]["Terms"];
        };
        /** @example grp_06evk3q2b5vt8h0000000000a0 */
        GroupID: string;
        GroupList: {
            items: components["schemas"]["CustomerGroup"][];
            /** Format: int64 */
            without_group?: number;
        };
        GroupRef: {
            id: components["schemas"]["GroupID"];
            name: string;
        };
        /** @description A customer; empty: none. */
        HeadOfficeChoice: string;
        ImportCell: {
            field: components["schemas"]["ImportField"];
            value: string;
        };
        ImportColumn: {
            /** @enum {string} */
            confidence: "learned" | "sure" | "likely" | "guess" | "none";
            field: components["schemas"]["ImportField"];
            header: string;
            /** @description From 0. */
            index: number;
            samples: string[];
        };
        ImportCounts: {
            /** Format: int64 */
            created: number;
            /**
             * Format: int64
             * @description Taken out by somebody.
             */
            dropped: number;
            /** Format: int64 */
            flagged: number;
            /** Format: int64 */
            merged: number;
            /** Format: int64 */
            rows_in: number;
            /** Format: int64 */
            waiting: number;
        };
        /** @enum {string} */
        ImportField: "ignore" | "code" | "name" | "country" | "region" | "tax_number" | "email" | "phone" | "contact_name" | "address" | "note" | "tags" | "group" | "salesperson" | "head_office" | "payment" | "payment_days" | "currency";
        ImportLineFixes: {
            lines: {
                /** @description Only what changes. */
                cells?: components["schemas"]["ImportCell"][];
                /** @description Take the line out instead. */
                drop?: boolean;
                /** Format: int64 */
                line: number;
            }[];
        };
        /** @enum {string} */
        ImportOutcome: "waiting" | "created" | "merged" | "flagged" | "dropped";
        ImportSheet: {
            columns: components["schemas"]["ImportColumn"][];
            /** @description From 1; 0: there is none. */
            header_row: number;
            name: string;
            /**
             * Format: int64
             * @description Below the header.
             */
            rows: number;
            /** @description The first rows. */
            sample: string[][];
        };
        Invite: {
            /** @description Empty for nobody in particular. */
            address: string;
            approve: boolean;
            channel: components["schemas"]["InviteChannel"];
            /** Format: date-time */
            created_at: string;
            /** @description Name of the colleague. */
            created_by?: string;
            customer?: components["schemas"]["CustomerRef"];
            /** Format: date-time */
            expires_at: string;
            group?: components["schemas"]["GroupRef"];
            id: components["schemas"]["InviteID"];
            /** @enum {string} */
            kind: "customer" | "open";
            locale: components["schemas"]["Locale"];
            max_uses: number;
            state: components["schemas"]["InviteState"];
            uses: number;
        };
        /** @enum {string} */
        InviteChannel: "mail" | "sms" | "link" | "qr";
        InviteID: string;
        InvitePage: {
            items: components["schemas"]["Invite"][];
            next?: string;
        };
        InvitePreview: {
            /** @description What the claim is bound to, with its middle left out; missing: nobody in particular. */
            address_hint?: string;
            /** @description Whether taking it up opens the door at once. */
            approve: boolean;
            customer_name?: string;
            /** Format: date-time */
            expires_at?: string;
            /** @enum {string} */
            kind: "customer" | "open";
            supplier: components["schemas"]["CompanyRef"];
        };
        /** @enum {string} */
        InviteState: "open" | "used" | "expired" | "revoked";
        Job: {
            /** Format: date-time */
            created_at: string;
            /** Format: int64 */
            done: number;
            file_name?: string;
            /** Format: date-time */
            finished_at?: string;
            id: components["schemas"]["JobID"];
            /** @example audit_export */
            kind: string;
            problem?: components["schemas"]["Problem"];
            /** @description Address of the file. */
            result?: string;
            /** Format: date-time */
            started_at?: string;
            /** @description Name of the colleague. */
            started_by?: string;
            /** @enum {string} */
            state: "waiting" | "running" | "succeeded" | "failed" | "cancelling" | "cancelled";
            /**
             * Format: int64
             * @description 0 while not known.
             */
            total: number;
        };
        JobID: string;
        /**
         * @description ISO 639-1.
         * @example zh
         */
        Language: string;
        /** @enum {string} */
        Likeness: "tax_number" | "email" | "email_domain" | "phone" | "name" | "invite";
        /** @enum {string} */
        Locale: "zh-CN" | "en";
        /** @description The relationship as the buyer reads it. */
        MyRelationship: {
            /** @description What I answered last. */
            answer?: string;
            /** Format: date-time */
            applied_at?: string;
            /** Format: date-time */
            changed_at: string;
            customer_code?: string;
            /** Format: date-time */
            decided_at?: string;
            /** @description What I wrote. */
            note?: string;
            /** @description What more is asked. */
            question?: string;
            /** @description Of the last decision. */
            reason?: string;
            region?: components["schemas"]["Region"];
            salesperson?: components["schemas"]["ContactPoint"];
            state: components["schemas"]["RelationshipState"];
            terms: components["schemas"]["Terms"];
            /**
             * Format: int64
             * @description Which application this is, from 1.
             */
            version: number;
        };
        NewApplication: {
            /** @description For all of them. */
            note?: string;
            /** @description By id of the supplier: instead of `note` for this one. */
            notes?: {
                [key: string]: string;
            };
            suppliers: components["schemas"]["CompanyID"][];
        };
        NewBlock: {
            kind: components["schemas"]["BlockKind"];
            reason?: string;
            value: string;
        };
        NewCustomer: {
            address?: string;
            code?: components["schemas"]["CustomerCode"];
            contact_name?: string;
            country?: components["schemas"]["CountryCode"];
            email?: string;
            group?: components["schemas"]["GroupChoice"];
            head_office?: components["schemas"]["HeadOfficeChoice"];
            name: string;
            /** @description Only the supplier reads it. */
            note?: string;
            phone?: string;
            region?: components["schemas"]["RegionChoice"];
            salesperson?: components["schemas"]["PersonChoice"];
            tags?: components["schemas"]["Tags"];
            tax_number?: string;
            terms?: components["schemas"]["Terms"];
        };
        NewInvite: {
            /** @description E-mail address or phone number that the claim is bound to; left out: the customer's. For link and qr nobody is bound unless it is given. */
            address?: string;
            /** @description Whether who takes it up is approved at once. Default: true if it is bound to a customer and an address, else false. */
            approve?: boolean;
            channel: components["schemas"]["InviteChannel"];
            customer?: components["schemas"]["CustomerID"];
            /** @description How long it works. Default 30. */
            days?: number;
            group?: components["schemas"]["GroupChoice"];
            locale?: components["schemas"]["Locale"];
            /** @description By how many companies. Default 1; only 1 with a customer. */
            max_uses?: number;
        };
        NewInviteAnswer: {
            invite: components["schemas"]["Invite"];
            link: string;
            /** @description The link as a QR code in SVG. */
            qr: string;
        };
        Notice: {
            /** Format: date-time */
            at: string;
            buyer: components["schemas"]["CompanyRef"];
            figures: components["schemas"]["NoticeFigures"];
            id: components["schemas"]["NoticeID"];
            kind: components["schemas"]["NoticeKind"];
            /** Format: date-time */
            seen_at?: string;
            state: components["schemas"]["RelationshipState"];
        };
        /** @description What was counted on that day, as far as the kind needs it. */
        NoticeFigures: {
            /**
             * Format: int64
             * @description How many items this buyer may see.
             */
            catalogue?: number;
            countries?: string[];
            /** Format: date */
            day?: string;
            /** Format: int64 */
            devices?: number;
            /** Format: int64 */
            items?: number;
            /**
             * Format: int64
             * @description From where on it is unusual.
             */
            limit?: number;
            /** Format: int64 */
            networks?: number;
            /** Format: int64 */
            requests?: number;
        };
        NoticeID: string;
        /** @enum {string} */
        NoticeKind: "walking" | "devices" | "countries";
        NoticePage: {
            items: components["schemas"]["Notice"][];
            next?: string;
            /**
             * Format: int64
             * @description How many nobody has seen.
             */
            open: number;
        };
        /** @description What the form and the check digits of a number say. */
        NumberCheck: {
            /**
             * @description uscc: Unified Social Credit Code (GB 32100-2015); vat_id: of the European Union; vat_registration: of the United Kingdom; uid: of Switzerland (eCH-0097); organisation: of Norway; ein: of the United States; iban: ISO 13616; tax: of a country without a rule here.
             * @enum {string}
             */
            kind: "tax" | "uscc" | "vat_id" | "vat_registration" | "uid" | "organisation" | "ein" | "iban";
            /** @description The number as it is compared. */
            normal?: string;
            /**
             * @description form_only: the form is right and nothing further can be computed; unknown: no rule for this country here.
             * @enum {string}
             */
            verdict: "good" | "form_only" | "wrong" | "unknown";
        };
        /** @enum {string} */
        Party: "supplier" | "buyer" | "hub";
        /**
         * @description How an order is paid: before, on delivery, so many days after the invoice, or so many days after the end of its month.
         * @enum {string}
         */
        PaymentMethod: "prepaid" | "on_delivery" | "days" | "month_end";
        /** @description A colleague; empty: nobody. */
        PersonChoice: string;
        PersonID: string;
        PersonRef: {
            id: components["schemas"]["PersonID"];
            name: string;
        };
        PossibleDuplicate: {
            because: components["schemas"]["Likeness"][];
            /** @description Another buyer has it already. */
            claimed: boolean;
            customer: components["schemas"]["CustomerRef"];
        };
        /**
         * @description own: the buyer's own price, or the list price where it has none; never both.
         * @enum {string}
         */
        PriceLevel: "none" | "list" | "own";
        /** @description RFC 9457 problem details. `code` is stable, `detail` is for people. */
        Problem: {
            /** @example hub.not_found */
            code: string;
            detail: string;
            fields?: components["schemas"]["ProblemField"][];
            request_id: string;
            status: number;
            title: string;
            /** @example urn:manifold:problem:hub.not_found */
            type: string;
        };
        ProblemField: {
            code: string;
            message: string;
            /** @description JSON pointer into the body or name of the parameter. */
            path: string;
        };
        Profile: {
            profile: components["schemas"]["ProfileDraft"];
            /** Format: date-time */
            updated_at?: string;
            /** Format: int64 */
            version: number;
        };
        ProfileDraft: {
            /** @description Whether buyers without an invitation can apply. */
            accepting: boolean;
            asks?: components["schemas"]["Ask"][];
            contact?: components["schemas"]["ContactPoint"];
            languages?: components["schemas"]["Language"][];
            /** @description Whether buyers find it in the directory. */
            listed: boolean;
            minimum_order?: string;
            name: string;
            /** @description Territory; empty: everywhere. */
            regions?: components["schemas"]["Region"][];
            summary?: string;
            terms_summary?: string;
            trades?: components["schemas"]["Trade"][];
            website?: string;
        };
        Reading: {
            /**
             * Format: int64
             * @description How many items this buyer may see.
             */
            catalogue: number;
            days: components["schemas"]["ReadingDay"][];
            /**
             * Format: int64
             * @description Different items in all these days.
             */
            items: number;
            /** Format: date */
            last_at?: string;
            notices: components["schemas"]["Notice"][];
        };
        ReadingDay: {
            countries: string[];
            /** Format: date */
            day: string;
            /** Format: int64 */
            devices: number;
            /**
             * Format: int64
             * @description Different items.
             */
            items: number;
            /** Format: int64 */
            networks: number;
            /** Format: int64 */
            requests: number;
        };
        /**
         * @description ISO 3166-1 country (CN) or ISO 3166-2 part of one (CN-44).
         * @example CN-44
         */
        Region: string;
        /** @description A region; empty: none. */
        RegionChoice: string;
        /** @enum {string} */
        RelationshipAct: "invite" | "apply" | "answer" | "ask_more" | "approve" | "reject" | "suspend" | "reopen" | "close";
        RelationshipDetail: {
            checks: components["schemas"]["Check"][];
            /** @description Latest first. */
            events: components["schemas"]["RelationshipEvent"][];
            file?: components["schemas"]["SharedFile"];
            invite?: components["schemas"]["InviteID"];
            /** @description What the supplier can do now. */
            may: components["schemas"]["RelationshipAct"][];
            row: components["schemas"]["RelationshipRow"];
            sees?: components["schemas"]["Sees"];
            /** @description A customer code that is free. */
            suggested_code?: string;
            terms?: components["schemas"]["Terms"];
        };
        RelationshipEvent: {
            act: components["schemas"]["RelationshipAct"];
            /** Format: date-time */
            at: string;
            /** @description Reason, question or answer. */
            reason?: string;
            side: components["schemas"]["Party"];
            state: components["schemas"]["RelationshipState"];
            /** Format: int64 */
            version: number;
        };
        RelationshipPage: {
            /** @description Of all; states that none is in are left out. */
            counts: components["schemas"]["StateCount"][];
            items: components["schemas"]["RelationshipRow"][];
            next?: string;
        };
        RelationshipRow: {
            answer?: string;
            /** Format: date-time */
            applied_at?: string;
            buyer: components["schemas"]["CompanyRef"];
            /** Format: date-time */
            changed_at: string;
            country?: components["schemas"]["CountryCode"];
            customer?: components["schemas"]["CustomerRef"];
            /** Format: date-time */
            decided_at?: string;
            /** @description For If-Match of a decision. */
            etag: string;
            file_verified: boolean;
            /** @description Checks that are not good. Only for the queue. */
            flags: components["schemas"]["CheckKind"][];
            group?: components["schemas"]["GroupRef"];
            note?: string;
            question?: string;
            reason?: string;
            region?: components["schemas"]["Region"];
            salesperson?: components["schemas"]["PersonRef"];
            state: components["schemas"]["RelationshipState"];
            trades?: components["schemas"]["Trade"][];
            /** Format: int64 */
            version: number;
        };
        /** @enum {string} */
        RelationshipState: "invited" | "applied" | "more_asked" | "approved" | "suspended" | "rejected" | "closed";
        /** @description What a supplier discloses to a buyer now. */
        Sees: {
            /** @description * for all. */
            categories: string[];
            /** @description False unless the relationship is approved and the grant has not run out. */
            discloses: boolean;
            documents: boolean;
            /** Format: date-time */
            expires_at?: string;
            lead_time: boolean;
            price: components["schemas"]["PriceLevel"];
            promotions: boolean;
            purpose?: string;
            stock: components["schemas"]["StockLevel"];
        };
        /** @description The company file as this supplier gets it. Without share_bank neither bank account nor documents of kind bank. */
        SharedFile: {
            documents: components["schemas"]["Document"][];
            file: components["schemas"]["CompanyFileDraft"];
            sites: components["schemas"]["SiteDraft"][];
            /**
             * Format: date-time
             * @description Of this version; missing: not verified.
             */
            verified_at?: string;
            /** Format: int64 */
            version: number;
        };
        Site: {
            /** Format: date-time */
            archived_at?: string;
            id: components["schemas"]["SiteID"];
            site: components["schemas"]["SiteDraft"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        SiteDraft: {
            city: string;
            contact?: string;
            country: components["schemas"]["CountryCode"];
            /** @description The one that is used when nothing is said; one per kind. */
            is_default?: boolean;
            kind: components["schemas"]["SiteKind"];
            name: string;
            /** @description When goods are taken. */
            opening?: string;
            phone?: string;
            postcode?: string;
            /** @description Province or state, as it is written in an address. */
            region?: string;
            street: string;
        };
        SiteID: string;
        /** @enum {string} */
        SiteKind: "head_office" | "branch" | "delivery" | "billing";
        SiteList: {
            items: components["schemas"]["Site"][];
        };
        StateCount: {
            /** Format: int64 */
            count: number;
            state: components["schemas"]["RelationshipState"];
        };
        /** @enum {string} */
        StockLevel: "none" | "yes_no" | "band" | "exact";
        Sum: {
            /** @example 500.00 */
            amount: string;
            currency: components["schemas"]["CurrencyCode"];
        };
        SupplierCard: {
            /** @description Whether it takes applications now. */
            accepting: boolean;
            asks: components["schemas"]["Ask"][];
            /** Format: date-time */
            changed_at?: string;
            /** @description Whether the hub has closed the supplier: it takes no applications and shows nothing, and only companies that have had to do with it find it. */
            closed: boolean;
            customer_code?: string;
            languages: components["schemas"]["Language"][];
            listed: boolean;
            minimum_order: string;
            /** @description What of that my company file lacks. */
            missing: components["schemas"]["Ask"][];
            /** @description Where it delivers; empty: everywhere. */
            regions: components["schemas"]["Region"][];
            state?: components["schemas"]["RelationshipState"];
            summary: string;
            supplier: components["schemas"]["CompanyRef"];
            terms_summary: string;
            trades: components["schemas"]["Trade"][];
            website?: string;
        };
        SupplierDetail: {
            card: components["schemas"]["SupplierCard"];
            contact?: components["schemas"]["ContactPoint"];
            /** @description Latest first. */
            events: components["schemas"]["RelationshipEvent"][];
            /** @description What I can do now. */
            may: components["schemas"]["RelationshipAct"][];
            relationship?: components["schemas"]["MyRelationship"];
            sees?: components["schemas"]["Sees"];
        };
        /** @enum {string} */
        SupplierFilter: "none" | "open" | "invited" | "applied" | "more_asked" | "approved" | "suspended" | "rejected" | "closed";
        SupplierPage: {
            items: components["schemas"]["SupplierCard"][];
            next?: string;
        };
        Tags: string[];
        /** @description What is agreed with a customer. A field that is missing is inherited: own, head offices from near to far, group. */
        Terms: {
            currency?: components["schemas"]["CurrencyCode"];
            delivery_place?: string;
            free_freight_from?: components["schemas"]["Sum"];
            /**
             * @description Incoterms 2020.
             * @enum {string}
             */
            incoterm?: "EXW" | "FCA" | "CPT" | "CIP" | "DAP" | "DPU" | "DDP" | "FAS" | "FOB" | "CFR" | "CIF";
            minimum_order?: components["schemas"]["Sum"];
            note?: string;
            payment?: components["schemas"]["PaymentMethod"];
            payment_days?: number;
        };
        /** @enum {string} */
        TermsField: "payment" | "payment_days" | "currency" | "incoterm" | "delivery_place" | "minimum_order" | "free_freight_from" | "note";
        TermsSource: {
            field: components["schemas"]["TermsField"];
            /** @enum {string} */
            level: "own" | "head_office" | "group";
            /** @description Of the head office or the group. */
            name?: string;
        };
        /** @description One-time secret out of a mail or an invitation. */
        Token: string;
        /**
         * @description What a company deals in. `other` is for what has no word here yet.
         * @enum {string}
         */
        Trade: "agriculture" | "automotive" | "bearings" | "building" | "chemicals" | "cleaning" | "electrical" | "electronics" | "energy" | "fasteners" | "food" | "furniture" | "heating_cooling" | "hydraulics_pneumatics" | "it" | "laboratory" | "lighting" | "machinery" | "medical" | "metals" | "office" | "packaging" | "pipes_valves" | "plastics" | "printing" | "safety" | "textiles" | "tools" | "other";
        Verification: {
            /** @description Shown to the company; needed to send it back. */
            reason?: string;
            /** @enum {string} */
            state: "verified" | "returned";
        };
        VerificationDetail: {
            /** @description Against what was verified last, which is in force; empty the first time. */
            changes: components["schemas"]["FileChange"][];
            documents: components["schemas"]["Document"][];
            file: components["schemas"]["CompanyFileDraft"];
            problems: components["schemas"]["FileProblem"][];
            reason?: string;
            row: components["schemas"]["VerificationRow"];
            /** @description Other companies with this number. */
            same_tax_number: components["schemas"]["CompanyRef"][];
            sites: components["schemas"]["SiteDraft"][];
        };
        VerificationPage: {
            items: components["schemas"]["VerificationRow"][];
            next?: string;
            /**
             * Format: int64
             * @description How many wait for the hub.
             */
            waiting: number;
        };
        VerificationRow: {
            company: components["schemas"]["CompanyRef"];
            country: string;
            documents: number;
            legal_name: string;
            state: components["schemas"]["FileState"];
            tax_check?: components["schemas"]["NumberCheck"];
            tax_number: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            verified_at?: string;
            /** Format: int64 */
            version: number;
        };
        Viewer: {
            buyer: components["schemas"]["CompanyRef"];
            categories: string[];
            customer?: components["schemas"]["CustomerRef"];
            /** Format: date-time */
            expires_at?: string;
            group?: components["schemas"]["GroupRef"];
            price: components["schemas"]["PriceLevel"];
            purpose?: string;
            /**
             * Format: date-time
             * @description When it was approved last.
             */
            since: string;
            stock: components["schemas"]["StockLevel"];
        };
        Viewers: {
            items: components["schemas"]["Viewer"][];
            /**
             * Format: int64
             * @description How many see list prices.
             */
            list: number;
            next?: string;
            /**
             * Format: int64
             * @description How many see their own.
             */
            own: number;
        };
        Watch: {
            limits: components["schemas"]["WatchLimits"];
            /** Format: date-time */
            updated_at?: string;
            /**
             * Format: int64
             * @description 0: the hub's own limits, nobody has said others.
             */
            version: number;
        };
        WatchLimits: {
            /** @description Different countries of one buyer in a day, where a proxy of the hub tells them. */
            countries: number;
            /** @description Different devices of one buyer in a day. */
            devices: number;
            /** @description Different networks of one buyer in a day. */
            networks: number;
            /** @description Per cent of the items that a buyer may see, read in one day (UTC). */
            share_day: number;
            /** @description The same in seven days. */
            share_week: number;
            /** @description Shares are of no matter for a buyer that may see fewer items. */
            smallest: number;
        };
    };
    responses: {
        /** @description What is wrong and what to do. */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description Cursor of the page before, from its `next`. */
        After: string;
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    apply: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewApplication"];
            };
        };
        responses: {
            /** @description What came of it for each supplier, in the order asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Applications"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only of this kind. */
                kind?: components["schemas"]["BlockKind"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of the value or the reason. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addBlock: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewBlock"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Block"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                block: components["schemas"]["BlockID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    getBoard: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of the name or of what it says of itself. */
                q?: string;
                /** @description Only in these states. */
                state?: components["schemas"]["RelationshipState"][];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest change first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    claimInvite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimToken"];
            };
        };
        responses: {
            /** @description Where we stand now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claimed"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCustomerImports: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    stageCustomerImport: {
        parameters: {
            query: {
                /** @description Name of the file. */
                name: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCustomerImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancelled or forgotten; customers that came of it stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    commitCustomerImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerImportLayout"];
            };
        };
        responses: {
            /** @description The job. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImport"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCustomerImportLines: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only with this outcome. */
                outcome?: components["schemas"]["ImportOutcome"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the file. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerImportLinePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    fixCustomerImportLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportLineFixes"];
            };
        };
        responses: {
            /** @description The lines as they are now, and the figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FixedImportLines"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportCustomerImportLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                import: components["schemas"]["CustomerImportID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lines as they came, with a column that says why. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only of this group; none: of no group. */
                group?: string;
                /** @description Only branches of this customer. */
                head_office?: components["schemas"]["CustomerID"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of code, name, tax number, e-mail address or phone number. */
                q?: string;
                /** @description Only of this region. */
                region?: components["schemas"]["Region"];
                /** @description Only of this colleague; none: of nobody. */
                salesperson?: string;
                /** @description Default name. */
                sort?: components["schemas"]["CustomerSort"];
                /** @description Only in these states. */
                state?: components["schemas"]["CustomerState"][];
                /** @description Only with this tag. */
                tag?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCustomer"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The customer. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    updateCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerUpdate"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkChange"];
            };
        };
        responses: {
            /** @description How many were meant and changed, and which were not and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerExport"];
            };
        };
        responses: {
            /** @description The job. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    inviteCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CustomerInvitations"];
            };
        };
        responses: {
            /** @description The job. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDisclosures: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only to this buyer. */
                buyer?: components["schemas"]["CompanyID"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosureLog"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; version 0 before the first save. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompanyFileDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDocuments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addDocument: {
        parameters: {
            query: {
                kind: components["schemas"]["DocumentKind"];
                /** @description Name of the file. */
                name: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    submitFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompanyFile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listGrants: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of the customer's name or code. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The default, all groups, and a page of the customers with a grant of their own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grants"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCustomerGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCustomerGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                customer: components["schemas"]["CustomerID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything is inherited. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putDefaultGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putGroupGrant: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrantDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteGroupGrant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything is inherited. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupDraft"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putGroup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CustomerGroup"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                group: components["schemas"]["GroupID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted; its customers are in no group, its grant is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listInvites: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only of this customer. */
                customer?: components["schemas"]["CustomerID"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only in this state. */
                state?: components["schemas"]["InviteState"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addInvite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvite"];
            };
        };
        responses: {
            /** @description The invitation; link and QR code are shown once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewInviteAnswer"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    revokeInvite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                invite: components["schemas"]["InviteID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its link works no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listNotices: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only those nobody has seen. */
                open?: boolean;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    seeNotice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                notice: components["schemas"]["NoticeID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The profile; version 0 before the first save. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRelationships: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only customers of this group. */
                group?: components["schemas"]["GroupID"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of the name, the customer code or the tax number. */
                q?: string;
                /** @description Only of this region. */
                region?: components["schemas"]["Region"];
                /** @description Only of this colleague. */
                salesperson?: components["schemas"]["PersonID"];
                /** @description Only in these states; applied and more_asked are the queue. */
                state?: components["schemas"]["RelationshipState"][];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The waiting ones oldest first, others latest change first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationshipPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getRelationship: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything a decision needs. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationshipDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decide: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelationshipDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The resolved grant. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getApplicantDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getReading: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["schemas"]["CompanyID"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The last 30 days, latest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reading"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSites: {
        parameters: {
            query?: {
                /** @description With archived ones. */
                archived?: boolean;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name; at most 500. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteDraft"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                site: components["schemas"]["SiteID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SiteDraft"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    archiveSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                site: components["schemas"]["SiteID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Archived; what was sent there keeps its address. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    restoreSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                site: components["schemas"]["SiteID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSuppliers: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of the name or of what it says of itself. */
                q?: string;
                /** @description Only those that serve this region; a part of a country is served with the country. */
                region?: components["schemas"]["Region"];
                /** @description Only where I stand so. none: not applied yet; open: can be applied to now. */
                state?: components["schemas"]["SupplierFilter"];
                /** @description Only of this trade. */
                trade?: components["schemas"]["Trade"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSupplier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The supplier. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerSupplier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answer"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    closeSupplier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupplierDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listViewers: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only those who see this category. */
                category?: string;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only with this price level. */
                price?: components["schemas"]["PriceLevel"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name; the figures are of all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Viewers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getWatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits that hold. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putWatch: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WatchLimits"];
            };
        };
        responses: {
            /** @description The limits as they are now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watch"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewInvite: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimToken"];
            };
        };
        responses: {
            /** @description Who invites whom. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitePreview"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listFiles: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Part of a name or the tax number. */
                q?: string;
                /** @description Default submitted. */
                state?: components["schemas"]["FilesFilter"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The waiting ones oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompanyFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, its documents and what the checks say. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompanyDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                document: components["schemas"]["DocumentID"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file. */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    verifyFile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                tenant: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Verification"];
            };
        };
        responses: {
            /** @description As it is now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationDetail"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
