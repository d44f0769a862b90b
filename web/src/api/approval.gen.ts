// Written by `npm run gen` from api/openapi/approval.yaml. Do not edit.
export interface paths {
    "/api/approval-links/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or refuse by the link of a mail
         * @description As decideApproval, for the one the mail went to, and once.
         */
        post: operations["decideByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approval-links/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the link of a mail is about
         * @description Has no effect. A link that was used, has run out, or is of an edition that changed answers 404 `approval.link_over`; one of somebody else than who is signed in 403 `approval.link_not_yours`.
         */
        post: operations["lookAtApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approval-absences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Who is away, and who stands in */
        get: operations["listApprovalAbsences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approval-absences/{seat}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["parameters"]["SeatInPath"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say that somebody is away, and who stands in
         * @description Everybody for itself; who may set rules for everybody.
         */
        put: operations["putApprovalAbsence"];
        post?: never;
        /** Back again */
        delete: operations["deleteApprovalAbsence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approval-rules": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** When purchases of my company need the word of others */
        get: operations["listApprovalRules"];
        put?: never;
        /**
         * Make a rule
         * @description All rules that apply count, in no order. What waits already keeps the rules it was sent under.
         */
        post: operations["createApprovalRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approval-rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                rule: components["parameters"]["RuleInPath"];
            };
            cookie?: never;
        };
        get?: never;
        /** Change a rule */
        put: operations["putApprovalRule"];
        post?: never;
        /** Take a rule away */
        delete: operations["deleteApprovalRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Purchases that wait, or waited, for the word of others */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Send a purchase for approval
         * @description The purchase as createPurchase takes it. It is kept with the prices of this moment; nothing is held and no supplier learns of it. One that needs nobody's word answers 409 `approval.not_needed`; one that nobody of my company may approve 409 `approval.nobody`; what createPurchase would refuse is refused likewise.
         */
        post: operations["sendForApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/{approval}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** One with all that is approved, and what was said */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/{approval}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or refuse
         * @description For one edition: another one answers 409 `approval.changed`. Who is not asked is answered 403 `approval.not_yours`. The last word that was missing places the purchase in the same transaction, at prices taken anew: what costs more is asked again with another edition, what cannot be ordered goes back to who sent it. The same word twice is one.
         */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/{approval}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order less, or leave lines out, before approving
         * @description By somebody whose turn it is. Nothing may become more; words that were given stay. It makes another edition.
         */
        post: operations["lowerApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/{approval}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take it back
         * @description By who sent it.
         */
        post: operations["withdrawApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/decisions": {
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
         * Approve several
         * @description Each for itself; those that changed since they were read stay as they are.
         */
        post: operations["approveAll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/approvals/simulation": {
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
         * Who would have to approve this purchase
         * @description By the rules and the team as they are now, at the prices of now. Has no effect. A purchase with something in its way is judged by what can be priced of it.
         */
        post: operations["simulateApproval"];
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
        Approval: {
            chains: components["schemas"]["ApprovalChain"][];
            events: components["schemas"]["ApprovalEvent"][];
            /** @description I sent it. */
            mine: boolean;
            note: string;
            parts: components["schemas"]["ApprovalPart"][];
            /** @description Why it was refused or came back. */
            reason?: string;
            summary: components["schemas"]["ApprovalSummary"];
        };
        ApprovalAbove: {
            amount: string;
            currency: string;
            /**
             * @description A budget: what was ordered in the running one counts along. Of each person where the rule is about who orders; at the suppliers where it is about suppliers; not together with categories.
             * @enum {string}
             */
            period?: "month" | "quarter" | "year";
        };
        ApprovalAbsence: {
            /** Format: date-time */
            from: string;
            seat: components["schemas"]["SeatID"];
            stand_in: components["schemas"]["SeatID"];
            /** Format: date-time */
            until: string;
        };
        ApprovalAbsenceDraft: {
            /** Format: date-time */
            from: string;
            stand_in: components["schemas"]["SeatID"];
            /** Format: date-time */
            until: string;
        };
        ApprovalAbsences: {
            items: components["schemas"]["ApprovalAbsence"][];
        };
        ApprovalChain: {
            name: string;
            rule: components["schemas"]["ApprovalRuleID"];
            steps: components["schemas"]["ApprovalStep"][];
        };
        ApprovalChange: {
            name: string;
            now: string;
            was: string;
            /**
             * @description problem: name says what is in the way, by its code.
             * @enum {string}
             */
            what: "price" | "quantity" | "total" | "problem";
        };
        ApprovalDecision: {
            /** Format: int64 */
            edition: number;
            /** @description Needed to refuse. */
            reason?: string;
            /** @enum {string} */
            verdict: "approve" | "refuse";
        };
        ApprovalDraft: {
            /** @description To those who approve. */
            note?: string;
            purchase: components["schemas"]["PurchaseDraft"];
        };
        ApprovalEvent: {
            /** @enum {string} */
            act: "sent" | "approved" | "refused" | "changed" | "reopened" | "escalated" | "placed" | "returned" | "withdrawn";
            /** Format: date-time */
            at: string;
            by_mail: boolean;
            changes: components["schemas"]["ApprovalChange"][];
            /** Format: int64 */
            edition: number;
            instead_of?: string;
            /** @description Empty where the hub acted. */
            person: string;
            reason?: string;
        };
        ApprovalID: string;
        ApprovalLess: {
            /** Format: int64 */
            edition: number;
            lines: {
                index: number;
                /** @description 0 leaves it out. */
                quantity: string;
            }[];
        };
        ApprovalLine: {
            index: number;
            item: components["schemas"]["ItemID"];
            name: string;
            price: components["schemas"]["OrderMoney"];
            quantity: string;
            sku: string;
            /** @description In the currency of the part, with tax and less promotions. */
            total: string;
            unit: string;
        };
        ApprovalLinkDecision: {
            /** @description Needed to refuse. */
            reason?: string;
            token: string;
            /** @enum {string} */
            verdict: "approve" | "refuse";
        };
        ApprovalNeeds: {
            /** @description One for each rule that applies, all at the same time. */
            chains: components["schemas"]["ApprovalChain"][];
            needed: boolean;
            /** @description A stage has nobody who may approve. */
            nobody: boolean;
        };
        ApprovalOutcomes: {
            items: {
                approval: components["schemas"]["ApprovalID"];
                /** @description The state that it has now, or the code of what is in the way. */
                outcome: string;
            }[];
        };
        ApprovalPage: {
            items: components["schemas"]["ApprovalSummary"][];
            next?: string;
        };
        /** @description What one supplier would get. */
        ApprovalPart: {
            currency: string;
            fee: string;
            freight: string;
            freight_unknown: boolean;
            goods: string;
            lines: components["schemas"]["ApprovalLine"][];
            name: string;
            note?: string;
            /** @description Zero or below. */
            promotions: string;
            supplier: components["schemas"]["CompanyID"];
            tax: string;
            total: string;
        };
        ApprovalPerson: {
            /** @description For whom the person stands in. */
            instead_of?: string;
            name: string;
            seat: components["schemas"]["SeatID"];
        };
        /** @enum {string} */
        ApprovalRole: "owner" | "admin" | "buyer" | "approver" | "finance";
        ApprovalRule: {
            active: boolean;
            escalate: components["schemas"]["ApprovalWho"][];
            id: components["schemas"]["ApprovalRuleID"];
            name: string;
            own: boolean;
            stages: components["schemas"]["ApprovalStage"][];
            /** Format: date-time */
            updated_at: string;
            updated_by: string;
            /** Format: int64 */
            version: number;
            when: components["schemas"]["ApprovalWhen"];
            within_hours: number;
        };
        ApprovalRuleDraft: {
            /** @description Default is true. */
            active?: boolean;
            /** @description Who is asked too; nobody said is owners and admins. */
            escalate?: components["schemas"]["ApprovalWho"][];
            name: string;
            /** @description Who orders may be one of those who approve. Default is false. */
            own?: boolean;
            /** @description One after the other. */
            stages: components["schemas"]["ApprovalStage"][];
            when: components["schemas"]["ApprovalWhen"];
            /** @description So long each stage has before others are asked too. */
            within_hours: number;
        };
        ApprovalRuleID: string;
        ApprovalRules: {
            items: components["schemas"]["ApprovalRule"][];
            /** @description Names of those that I trade with. */
            suppliers: components["schemas"]["ApprovalSupplier"][];
        };
        ApprovalsApprove: {
            approvals: {
                approval: components["schemas"]["ApprovalID"];
                /** Format: int64 */
                edition: number;
            }[];
        };
        ApprovalStage: {
            /** @description So many of them; 0 is all of them. Where fewer can be asked, all of those. */
            quorum: number;
            who: components["schemas"]["ApprovalWho"][];
        };
        /**
         * @description refused: somebody said no; returned: it was approved, and could not be ordered any more; withdrawn: by who sent it. From these it can be changed and sent again.
         * @enum {string}
         */
        ApprovalState: "waiting" | "placed" | "refused" | "returned" | "withdrawn";
        ApprovalStep: {
            done: boolean;
            /** @description Others are asked too. */
            late: boolean;
            /** @description It waits now. */
            open: boolean;
            /** @description Whose word can be given. */
            people: components["schemas"]["ApprovalPerson"][];
            /** @description 0 is all of them. */
            quorum: number;
            /** @description Who approved. */
            said: string[];
        };
        ApprovalSummary: {
            /** Format: date-time */
            changed_at: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Until when those whose turn it is should answer.
             */
            due?: string;
            /** Format: int64 */
            edition: number;
            id: components["schemas"]["ApprovalID"];
            lines: number;
            my_turn: boolean;
            /** @description Who wants to order. */
            person: string;
            purchase?: components["schemas"]["PurchaseID"];
            reference: string;
            state: components["schemas"]["ApprovalState"];
            suppliers: string[];
            totals: components["schemas"]["OrderMoney"][];
            /** @description Names. */
            waits_for: string[];
        };
        ApprovalSupplier: {
            name: string;
            supplier: components["schemas"]["CompanyID"];
        };
        ApprovalToken: {
            token: string;
        };
        /** @enum {string} */
        ApprovalView: "turn" | "mine" | "all";
        /** @description All that is said has to hold; nothing said is every purchase. Of suppliers and categories only their lines count in the amount. What has no rate to the currency of the amount counts as above it. */
        ApprovalWhen: {
            above?: components["schemas"]["ApprovalAbove"];
            /** @description Words; one of them stands in the supplier's category of a line. */
            categories?: string[];
            /** @description Nothing was ordered there yet. */
            new_supplier?: boolean;
            /** @description Who orders. */
            roles?: components["schemas"]["ApprovalRole"][];
            /** @description Who orders. */
            seats?: components["schemas"]["SeatID"][];
            suppliers?: components["schemas"]["CompanyID"][];
        };
        /** @description A seat, or everybody with a role. */
        ApprovalWho: {
            role?: components["schemas"]["ApprovalRole"];
            seat?: components["schemas"]["SeatID"];
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        LinkedApproval: {
            approval: components["schemas"]["Approval"];
            company: string;
            /** @description Whose word the link takes. */
            name: string;
        };
        OrderMoney: {
            /** @example 12.30 */
            amount: string;
            currency: string;
        };
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
        PurchaseDraft: {
            lines: components["schemas"]["PurchaseLineDraft"][];
            mode?: components["schemas"]["PurchaseMode"];
            /** @description What goes to one supplier only. */
            orders?: components["schemas"]["PurchaseOrderDraft"][];
            /** @description My own number of it, for each order that has none of its own. */
            reference?: string;
        };
        PurchaseID: string;
        /** @description price: of one unit, net of tax, as I saw it; createPurchase asks for it. agreed: the price up to which I agree, where it is more now. */
        PurchaseLineDraft: {
            agreed?: components["schemas"]["OrderMoney"];
            item: components["schemas"]["ItemID"];
            /** @description What I call the line; given back with it. */
            key?: string;
            /** Format: date */
            needed_by?: string;
            note?: string;
            price?: components["schemas"]["OrderMoney"];
            /** @description In the unit that the item is sold in. */
            quantity: string;
            supplier: components["schemas"]["CompanyID"];
            /** @description UN/ECE Rec 20, to make sure: one that the item is not sold in is in the way. */
            unit?: string;
        };
        /**
         * @description Default is all_or_nothing.
         * @enum {string}
         */
        PurchaseMode: "all_or_nothing" | "those_that_accept";
        /** @description total: as I saw it; where it is given, a total above it asks for agreed, the total up to which I agree. */
        PurchaseOrderDraft: {
            agreed?: components["schemas"]["OrderMoney"];
            /**
             * Format: date
             * @description For lines that say nothing.
             */
            needed_by?: string;
            note?: string;
            reference?: string;
            supplier: components["schemas"]["CompanyID"];
            total?: components["schemas"]["OrderMoney"];
        };
        SeatID: string;
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
        ApprovalInPath: components["schemas"]["ApprovalID"];
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        RuleInPath: components["schemas"]["ApprovalRuleID"];
        SeatInPath: components["schemas"]["SeatID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    decideByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalLinkDecision"];
            };
        };
        responses: {
            /** @description What it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedApproval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    lookAtApproval: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalToken"];
            };
        };
        responses: {
            /** @description What it is about. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinkedApproval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listApprovalAbsences: {
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
            /** @description All that are not over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalAbsences"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putApprovalAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["parameters"]["SeatInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalAbsenceDraft"];
            };
        };
        responses: {
            /** @description It holds. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteApprovalAbsence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                seat: components["parameters"]["SeatInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It holds no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listApprovalRules: {
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
            /** @description All rules by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRules"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createApprovalRule: {
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
                "application/json": components["schemas"]["ApprovalRuleDraft"];
            };
        };
        responses: {
            /** @description The rule. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRule"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putApprovalRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                rule: components["parameters"]["RuleInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalRuleDraft"];
            };
        };
        responses: {
            /** @description The rule. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalRule"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteApprovalRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                rule: components["parameters"]["RuleInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only what became this purchase. */
                purchase?: components["schemas"]["PurchaseID"];
                /** @description turn: those that wait for my word (all of them in one answer); mine: those that I sent; all. Default is all. */
                view?: components["schemas"]["ApprovalView"];
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
            /** @description The newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sendForApproval: {
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
                "application/json": components["schemas"]["ApprovalDraft"];
            };
        };
        responses: {
            /** @description What waits. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What waits or waited. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalDecision"];
            };
        };
        responses: {
            /** @description What it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    lowerApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalLess"];
            };
        };
        responses: {
            /** @description What it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    withdrawApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                approval: components["parameters"]["ApprovalInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    approveAll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApprovalsApprove"];
            };
        };
        responses: {
            /** @description What became of each. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalOutcomes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    simulateApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurchaseDraft"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalNeeds"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
