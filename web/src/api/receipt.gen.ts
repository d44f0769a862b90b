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
    "/api/companies/{company}/comparison/receipt": {
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
         * Why a line of a comparison costs what it does
         * @description The comparison is made again, as it stands now, and what it says of an offer for a line is written down: the price, the promotions that apply, and the line's share of the freight of all that the basket has at that supplier. What is not offered to me, or has no price for me, answers 404.
         */
        post: operations["getComparedReceipt"];
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
        ComparedLine: {
            basket: components["schemas"]["CompareRequest"];
            item: components["schemas"]["ItemID"];
            /** @description Key of the line. */
            line: string;
            supplier: components["schemas"]["CompanyID"];
        };
        /** @description Give an item, or a text. Where an item is given the text is kept and not read. */
        CompareLineDraft: {
            chosen?: components["schemas"]["CompareRef"];
            item?: components["schemas"]["CompareRef"];
            /** @description The client's own name of the line, unlike those of the others; absent: its place, from 0. */
            key?: string;
            /** @description What stood beside the code; it is searched where the code is not known. */
            name?: string;
            quantity: string;
            /** @description My own code, a barcode, a supplier's or manufacturer's number, or words. */
            text?: string;
            /** @description UN/ECE Recommendation 20 code of the quantity; absent: the unit of what the line is about. */
            unit?: string;
        };
        /** @description An item of a supplier. */
        CompareRef: {
            item: components["schemas"]["ItemID"];
            supplier: components["schemas"]["CompanyID"];
        };
        CompareRequest: {
            /** @description Only so many offers of each line, by rank, and the chosen one; absent: all. */
            best?: number;
            /** @description Instead of my company's. */
            currency?: string;
            /** @description Keys of the lines whose cells carry their terms and how their price came about. */
            explain?: string[];
            /** @description True leaves only offers of which as many as asked for are shown to be there. */
            in_stock?: boolean;
            /** @description Only offers that come within so many days. */
            lead_days?: number;
            lines: components["schemas"]["CompareLineDraft"][];
            /** @description True leaves only suppliers that let me pay later. */
            on_account?: boolean;
            /** @description Only suppliers that deliver to me there: a region, such as SE-AB, or a country, such as SE, with all its regions. */
            region?: string;
            /** @description Only these. */
            suppliers?: components["schemas"]["CompanyID"][];
        };
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
            compared?: components["schemas"]["ReceiptAmount"];
            converted?: components["schemas"]["ReceiptAmount"];
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
            /** @description In a supplier's with an order, what is left of the line after promotions over its cost. */
            left?: {
                amount: components["schemas"]["ReceiptAmount"];
                cost: components["schemas"]["ReceiptAmount"];
                percent: string;
            };
            line: components["schemas"]["ReceiptLine"];
            /** @description In a supplier's, where the cost is known in the currency of the price. */
            margin?: {
                percent: string;
                unit: components["schemas"]["ReceiptAmount"];
            };
            order?: components["schemas"]["ReceiptOrder"];
            result: components["schemas"]["ReceiptResult"];
            /** @description Version of the rules that priced it. */
            rules: number;
            supplier: components["schemas"]["ReceiptParty"];
            tax?: components["schemas"]["ReceiptAmount"];
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
        /** @description The order that the line stands in: all that its promotions, freight and fees are worked out from. A buyer's has the promotions that apply; bounded are lines that some promotion stays off, where they would fall under what their supplier sets as the least: what each came to stands for that. */
        ReceiptOrder: {
            /** @description It stands in the place of another offer of the same supplier for the line. */
            aside: boolean;
            /** @description Lines, from 0. */
            bounded?: number[];
            /** @description What promotions look at. */
            buyer: Record<string, never>;
            /** @description Of the comparison. */
            compared: string;
            conditions: {
                fee?: components["schemas"]["ReceiptAmount"];
                fee_below?: components["schemas"]["ReceiptAmount"];
                /** @enum {string} */
                freight_by?: "flat" | "weight" | "value";
                freight_free_from?: components["schemas"]["ReceiptAmount"];
                freight_steps?: {
                    cost: components["schemas"]["ReceiptAmount"];
                    from: string;
                }[];
                minimum_order?: components["schemas"]["ReceiptAmount"];
            };
            /** @description Of the supplier's bill. */
            currency: string;
            /** @description Which of the lines this receipt is of, from 0. */
            line: number;
            lines: {
                case?: string;
                category?: string;
                family?: string;
                floor?: components["schemas"]["ReceiptAmount"];
                item: string;
                name: string;
                price: components["schemas"]["ReceiptAmount"];
                quantity: string;
                sku: string;
                /** @description Of all of it, in kilograms. */
                weight?: string;
            }[];
            /** Format: date-time */
            moment: string;
            needed: components["schemas"]["ReceiptAmount"];
            /** @description Each with all its terms. */
            promotions?: {
                id: string;
                kind: string;
                name: string;
                /** Format: int64 */
                version: number;
            }[];
            rates?: {
                currency: string;
                /** Format: date-time */
                day: string;
                per_eur: string;
            }[];
            result: {
                after: components["schemas"]["ReceiptAmount"][];
                applied: {
                    free_freight?: boolean;
                    lines: {
                        amount: components["schemas"]["ReceiptAmount"];
                        line: number;
                    }[];
                    promotion: string;
                }[];
                fee: components["schemas"]["ReceiptAmount"];
                freight: components["schemas"]["ReceiptAmount"];
                freight_unknown?: boolean;
                /** @description Of each line, before promotions. */
                net: components["schemas"]["ReceiptAmount"][];
                not?: {
                    name: string;
                    promotion: string;
                    reason: string;
                }[];
            };
            /** @description Version of the rules that put promotions together. */
            rules: number;
            /** @description What promotions do is said in the result and cannot be worked out from what a buyer may see. */
            stated?: boolean;
            together: {
                mode?: string;
                most_per_line?: number;
                most_percent?: string;
            };
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
    getComparedReceipt: {
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
                "application/json": components["schemas"]["ComparedLine"];
            };
        };
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
    getPriceReceipt: {
        parameters: {
            query?: {
                /** @description For nobody in particular when it is not given. */
                customer?: components["schemas"]["CustomerID"];
                /** @description In the item's unit, above zero; the smallest that is sold when it is not given. */
                quantity?: components["parameters"]["ReceiptQuantity"];
                /** @description True: with what promotions, freight and fees make of an order of this line alone. */
                whole?: boolean;
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
