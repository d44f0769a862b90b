// Written by `npm run gen` from api/openapi/credit.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/credit/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What my customers owe, and may owe */
        get: operations["listCreditAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/accounts/{buyer}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The account of a customer */
        get: operations["getCreditAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/accounts/{buyer}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The ledger of an account, the newest first */
        get: operations["listCreditEntries"];
        put?: never;
        /**
         * Bring an invoice, a payment, a prepayment, a credit, or take an entry back
         * @description A payment that names no invoice goes to what is due first; what is over is prepaid. Orders that need not wait any more go on at once.
         */
        post: operations["createCreditEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/accounts/{buyer}/terms": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say what a customer may owe
         * @description Orders that need not wait any more go on at once. The currency of an account with entries stays.
         */
        put: operations["putCreditTerms"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/export": {
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
         * Write what my customers owe into a file
         * @description Runs as a job. A row for each customer.
         */
        post: operations["exportCreditAccounts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/holds": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Orders that meet a hold, those that have waited longest first */
        get: operations["listCreditHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/credit/holds/{order}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["CreditOrder"];
            };
            cookie?: never;
        };
        /** What an order takes of its buyer's credit with me */
        get: operations["getCreditHold"];
        put?: never;
        /**
         * Let an order go on, or refuse it
         * @description Released, it goes on above the limit if need be. Refused, all of it that can be refused is; it has to be all.
         */
        post: operations["decideCreditHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/own-credit": {
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
         * My credit at my suppliers
         * @description Figures where the supplier shows them; orders that wait in any case, and what I can do where it is known.
         */
        get: operations["listOwnCredit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/own-credit/outlook": {
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
         * What orders would meet now, and what I can do about it
         * @description Without any effect. A supplier that set no terms is left out; one that does not show the account answers known = false.
         */
        post: operations["previewCredit"];
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
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        CreditAccount: {
            buyer: components["schemas"]["CompanyID"];
            customer_code: string;
            name: string;
            /** Format: date */
            oldest_due?: string;
            /** @description Open after its due day. */
            overdue_amount: string;
            /** @description As agreed in the terms of trade. */
            payment_days?: number;
            /** @description Limit less exposure; without a limit it is left out. */
            room?: string;
            /** @description Whether terms were set. */
            set: boolean;
            /** @description Orders that go and are to be decided. */
            soft: number;
            sums?: components["schemas"]["CreditSums"];
            terms?: components["schemas"]["CreditTerms"];
            /** Format: int64 */
            version: number;
            /** @description Orders that wait. */
            waiting: number;
        };
        CreditAccountPage: {
            counts: components["schemas"]["CreditCounts"];
            items: components["schemas"]["CreditAccount"][];
            next?: string;
        };
        CreditAccountWhole: {
            account: components["schemas"]["CreditAccount"];
            holds: components["schemas"]["CreditHold"][];
            /** @description Open ones, the first due first. */
            invoices: components["schemas"]["CreditInvoice"][];
        };
        CreditCounts: {
            all: number;
            near: number;
            over: number;
            overdue: number;
            set: number;
            stopped: number;
            waiting: number;
        };
        CreditCure: {
            /** @description That is paid, or that the lines come to. */
            amount: string;
            invoices?: components["schemas"]["CreditInvoice"][];
            /**
             * @description Each is enough by itself. drop: leave these lines out; split: these lines go now, the others when there is room.
             * @enum {string}
             */
            kind: "pay" | "prepay" | "drop" | "split";
            lines?: number[];
        };
        CreditDecision: {
            /** @enum {string} */
            decision: "released" | "refused";
            /** @description The customer reads why an order was refused. */
            reason: string;
        };
        CreditEntry: {
            amount: string;
            applied: {
                amount: string;
                number: string;
            }[];
            /** Format: date-time */
            at: string;
            document: string;
            kind: components["schemas"]["CreditEntryKind"];
            note: string;
            /** Format: int64 */
            number: number;
            order?: components["schemas"]["CreditOrderID"];
            person: string;
            /** Format: int64 */
            reverses?: number;
            reversible: boolean;
            sums: components["schemas"]["CreditSums"];
        };
        CreditEntryDraft: {
            /** @description In the account's currency; of a reversal none. */
            amount?: string;
            /** @description The number of an invoice, or of the one that is paid. */
            document?: string;
            /** Format: date */
            due_on?: string;
            /** Format: date */
            issued_on?: string;
            /** @enum {string} */
            kind: "opening" | "invoice" | "payment" | "prepayment" | "credit" | "apply_prepayment" | "apply_credit" | "reversal";
            /** @description Nothing more of the order will be billed. */
            last?: boolean;
            note?: string;
            order?: components["schemas"]["CreditOrderID"];
            /**
             * Format: int64
             * @description The number of the entry that is taken back.
             */
            reverses?: number;
        };
        /** @enum {string} */
        CreditEntryKind: "opening" | "invoice" | "payment" | "prepayment" | "credit" | "apply_prepayment" | "apply_credit" | "reversal" | "reserve" | "release" | "deliver" | "undeliver";
        CreditEntryPage: {
            items: components["schemas"]["CreditEntry"][];
            next?: string;
        };
        CreditExport: {
            /** @enum {string} */
            format: "csv" | "xlsx";
            q?: string;
            show?: components["schemas"]["CreditShow"];
            sort?: components["schemas"]["CreditSort"];
        };
        CreditHold: {
            /** @description What the order comes to. */
            amount: string;
            buyer: components["schemas"]["CompanyID"];
            buyer_name: string;
            currency: string;
            /** Format: date-time */
            decided_at?: string;
            /** @enum {string} */
            decision?: "released" | "refused" | "lifted";
            hold: components["schemas"]["CreditLevel"];
            number: string;
            order: components["schemas"]["CreditOrderID"];
            person?: string;
            reason?: string;
            reasons: components["schemas"]["CreditReason"][];
            /** Format: date-time */
            since: string;
            /** @description What of it waits for room. */
            waits: string;
        };
        CreditHoldList: {
            items: components["schemas"]["CreditHold"][];
        };
        CreditInvoice: {
            amount: string;
            /** Format: date */
            due_on: string;
            /** Format: date */
            issued_on: string;
            number: string;
            open: string;
            /** @description After its due day. */
            overdue: boolean;
        };
        /**
         * @description What an order meets. Soft: it goes, and the supplier decides afterwards. Hard: it waits, or is not placed.
         * @enum {string}
         */
        CreditLevel: "none" | "soft" | "hard";
        /** @enum {string} */
        CreditOnHard: "wait" | "refuse";
        CreditOrderID: string;
        CreditOutlook: {
            items: components["schemas"]["CreditOutlookOrder"][];
        };
        CreditOutlookOrder: {
            cures: components["schemas"]["CreditCure"][];
            currency: string;
            hold: components["schemas"]["CreditLevel"];
            known: boolean;
            /** @description Above the room. */
            missing?: string;
            on_hard?: components["schemas"]["CreditOnHard"];
            reasons: components["schemas"]["CreditReason"][];
            room?: string;
            supplier: components["schemas"]["CompanyID"];
        };
        CreditQuestion: {
            orders: {
                currency: string;
                lines: {
                    amount: string;
                    line: number;
                }[];
                supplier: components["schemas"]["CompanyID"];
                total: string;
            }[];
        };
        /** @enum {string} */
        CreditReason: "prepayment" | "stopped" | "limit_expired" | "over_limit" | "overdue";
        /**
         * @description near: at 80 % of the limit or more; set: with terms.
         * @enum {string}
         */
        CreditShow: "all" | "set" | "near" | "over" | "overdue" | "waiting" | "stopped";
        /** @enum {string} */
        CreditSort: "name" | "exposure" | "room" | "use" | "oldest";
        CreditSums: {
            /** @description Agreed credits. */
            agreed: string;
            /** @description Not invoiced yet. */
            delivered: string;
            exposure: string;
            invoiced: string;
            prepaid: string;
            /** @description Ordered and not delivered. */
            reserved: string;
        };
        CreditTerms: {
            currency: string;
            /** @description None where it is left out. */
            limit?: string;
            /**
             * Format: date
             * @description The last day of the limit.
             */
            limit_until?: string;
            /** @description The customer never sees it. */
            note?: string;
            on_hard: components["schemas"]["CreditOnHard"];
            over_limit: components["schemas"]["CreditLevel"];
            overdue: components["schemas"]["CreditLevel"];
            /** @description Days of grace. Default 0. */
            overdue_days?: number;
            /** @description The customer pays before; an order that is not prepaid waits. */
            prepaid_only?: boolean;
            /** @description Whether the customer is shown its account. */
            shown: boolean;
            /** @description No credit now; what is prepaid passes. */
            stopped?: boolean;
        };
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
        OwnCredit: {
            currency: string;
            invoices: components["schemas"]["CreditInvoice"][];
            limit?: string;
            /** Format: date */
            limit_until?: string;
            name: string;
            prepaid_only?: boolean;
            room?: string;
            shown: boolean;
            stopped?: boolean;
            sums?: components["schemas"]["CreditSums"];
            supplier: components["schemas"]["CompanyID"];
            waiting: components["schemas"]["OwnCreditWaiting"][];
        };
        OwnCreditList: {
            items: components["schemas"]["OwnCredit"][];
        };
        OwnCreditWaiting: {
            amount?: string;
            cures: components["schemas"]["CreditCure"][];
            number: string;
            order: components["schemas"]["CreditOrderID"];
            reasons: components["schemas"]["CreditReason"][];
            /** Format: date-time */
            since: string;
            waits?: string;
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
        CreditBuyer: components["schemas"]["CompanyID"];
        CreditOrder: components["schemas"]["CreditOrderID"];
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
    listCreditAccounts: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of the customer's name or code. */
                q?: string;
                show?: components["schemas"]["CreditShow"];
                /** @description Default is name; exposure and use (of the limit): the greatest first; room: the least first; oldest: what is due longest first. */
                sort?: components["schemas"]["CreditSort"];
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
            /** @description Customers with their accounts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditAccountPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCreditAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditAccountWhole"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCreditEntries: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Entries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditEntryPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCreditEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditEntryDraft"];
            };
        };
        responses: {
            /** @description The account. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditAccountWhole"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCreditTerms: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                buyer: components["parameters"]["CreditBuyer"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditTerms"];
            };
        };
        responses: {
            /** @description The account. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditAccountWhole"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportCreditAccounts: {
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
                "application/json": components["schemas"]["CreditExport"];
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
    listCreditHolds: {
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
            /** @description Orders. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditHoldList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCreditHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["CreditOrder"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditHold"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    decideCreditHold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["CreditOrder"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreditDecision"];
            };
        };
        responses: {
            /** @description The order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditHold"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnCredit: {
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
            /** @description Accounts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnCreditList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewCredit: {
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
                "application/json": components["schemas"]["CreditQuestion"];
            };
        };
        responses: {
            /** @description What they would meet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreditOutlook"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
