// Written by `npm run gen` from api/openapi/receipt.yaml. Do not edit.
export interface paths {
    "/.well-known/receipt-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys that price receipts are verified with (RFC 7517, RFC 8037) */
        get: operations["getReceiptKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/items/{item}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ReceiptItem"];
            };
            cookie?: never;
        };
        /**
         * Why a customer of mine has this price
         * @description With all prices that apply, and why each other one was not taken; with cost and margin.
         */
        get: operations["getPriceReceipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ReceiptItem"];
                /** @description The supplier whose offer it is. */
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        /**
         * Why an offer has this price for me
         * @description The price that I am offered now, for the quantity, with what it was reckoned from. It holds no other price than mine; beside it the list price where the supplier shows it. What is not offered to me, or has no price for me, answers 404.
         */
        get: operations["getOfferReceipt"];
        put?: never;
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
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        /** @example cus_06evk3q2b5vt8h0000000000a0 */
        CustomerID: string;
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        PriceReceipt: {
            ask: {
                /** Format: date-time */
                at: string;
                family_quantity?: string;
                quantity: string;
            };
            buyer?: components["schemas"]["ReceiptParty"];
            extras: components["schemas"]["ReceiptExtra"][];
            facts: components["schemas"]["ReceiptFacts"];
            format: string;
            /** Format: date-time */
            issued_at: string;
            issuer: string;
            item: {
                id: string;
                name: string;
                sku: string;
                unit: string;
            };
            line: components["schemas"]["ReceiptLine"];
            /** @description In a supplier's, where the cost is known in the currency of the price. */
            margin?: {
                percent: string;
                unit: components["schemas"]["ReceiptAmount"];
            };
            result: components["schemas"]["ReceiptResult"];
            /** @description Version of the rules that priced it. */
            rules: number;
            supplier: components["schemas"]["ReceiptParty"];
            total: components["schemas"]["ReceiptAmount"];
            /** @enum {string} */
            view: "buyer" | "supplier";
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
        ReceiptAmount: {
            amount: string;
            currency: string;
        };
        ReceiptBound: {
            amount?: string;
            margin?: string;
        };
        ReceiptBreak: {
            from: string;
            unit: components["schemas"]["ReceiptAmount"];
        };
        ReceiptExtra: {
            amount: components["schemas"]["ReceiptAmount"];
            /** @enum {string} */
            kind: "promotion" | "freight" | "fee";
            name: string;
            ref?: string;
            /** Format: int64 */
            version: number;
        };
        ReceiptFacts: {
            cost?: components["schemas"]["ReceiptAmount"];
            policy: {
                /** @description Least margin, in percent; only in a supplier's. */
                floor?: string;
                order?: string[];
                /** @enum {string} */
                precedence: "" | "best" | "priority";
                shows_list: boolean;
                /** Format: int64 */
                version: number;
            };
            prices: components["schemas"]["ReceiptPrice"][];
            rates?: {
                currency: string;
                /** Format: date-time */
                day: string;
                per_eur: string;
            }[];
        };
        ReceiptKeys: {
            keys: {
                alg: string;
                crv: string;
                kid: string;
                kty: string;
                use: string;
                x: string;
            }[];
        };
        ReceiptLine: {
            gross?: components["schemas"]["ReceiptAmount"];
            net: components["schemas"]["ReceiptAmount"];
            rounding: string;
            tax?: components["schemas"]["ReceiptAmount"];
        };
        ReceiptParty: {
            id: string;
            name: string;
        };
        ReceiptPrice: {
            breaks?: components["schemas"]["ReceiptBreak"][];
            family_breaks: boolean;
            /** Format: date-time */
            from?: string;
            /** @enum {string} */
            kind: "base" | "region" | "channel" | "group" | "customer" | "contract" | "own";
            /** @description What is left of a contract. */
            left?: string;
            list?: string;
            name: string;
            priority: number;
            rounding?: {
                ending: string;
                mode: string;
                step: string;
            };
            rule?: {
                /** @enum {string} */
                basis: "base" | "cost";
                ceiling: components["schemas"]["ReceiptBound"];
                floor: components["schemas"]["ReceiptBound"];
                percent: string;
            };
            tax_included: boolean;
            tax_rate: string;
            unit: components["schemas"]["ReceiptAmount"];
            /** Format: date-time */
            until?: string;
            /** Format: int64 */
            version: number;
        };
        ReceiptResult: {
            /** @description The quantity from which the price holds. */
            break: string;
            /** @description Which of the prices, from 0. */
            from: number;
            gross?: components["schemas"]["ReceiptAmount"];
            next?: components["schemas"]["ReceiptBreak"];
            not: {
                price: number;
                /** @enum {string} */
                reason: "not_yet" | "ended" | "superseded" | "called_off" | "no_basis" | "under_floor" | "other_currency" | "higher" | "lower_rank";
                unit?: components["schemas"]["ReceiptAmount"];
            }[];
            steps: {
                /** @enum {string} */
                code: "price" | "basis" | "percent" | "floor" | "ceiling" | "round" | "break" | "tax";
                unit: components["schemas"]["ReceiptAmount"];
                value: string;
            }[];
            unit: components["schemas"]["ReceiptAmount"];
        };
        /** @description Over the receipt as JSON with sorted keys and without white space. */
        ReceiptSignature: {
            /** @enum {string} */
            alg: "Ed25519";
            kid: string;
            /** @description base64url. */
            value: string;
        };
        /** @description What to keep. `hub receipt verify` checks it without a network. */
        SignedReceipt: {
            receipt: components["schemas"]["PriceReceipt"];
            signature: components["schemas"]["ReceiptSignature"];
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
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        ReceiptItem: components["schemas"]["ItemID"];
        /** @description In the item's unit, above zero; the smallest that is sold when it is not given. */
        ReceiptQuantity: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getReceiptKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptKeys"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPriceReceipt: {
        parameters: {
            query?: {
                /** @description For nobody in particular when it is not given. */
                customer?: components["schemas"]["CustomerID"];
                /** @description In the item's unit, above zero; the smallest that is sold when it is not given. */
                quantity?: components["parameters"]["ReceiptQuantity"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ReceiptItem"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOfferReceipt: {
        parameters: {
            query?: {
                /** @description In the item's unit, above zero; the smallest that is sold when it is not given. */
                quantity?: components["parameters"]["ReceiptQuantity"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["parameters"]["ReceiptItem"];
                /** @description The supplier whose offer it is. */
                supplier: components["schemas"]["CompanyID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedReceipt"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
