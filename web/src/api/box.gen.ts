// Written by `npm run gen` from api/openapi/box.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/order-box/bought": {
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
        /** How much of items my company ordered last, and at which price */
        post: operations["findBought"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/order-box/last": {
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
         * What my company bought last, to buy it again
         * @description The newest purchase of which not everything was refused or taken back, with its lines as they were ordered and the price that was paid. What it costs now says a comparison.
         */
        get: operations["getLastPurchase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/order-box/read": {
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
         * The rows of a file, as they stand in it
         * @description CSV and other delimited text in whatever encoding, or XLSX; at most 20 MiB and 6,000 rows, beyond which the answer is a fault: nothing is cut off. Of a workbook the first sheet that is not hidden and not empty. What a row means is not said here: rows of a file mean what the same rows mean when they are pasted. Nothing is kept.
         */
        post: operations["readOrderFile"];
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
        BoughtLine: {
            /** Format: date-time */
            at: string;
            item: components["schemas"]["ItemID"];
            name: string;
            price: components["schemas"]["BoughtMoney"];
            /** @description In the unit that the item was sold in. */
            quantity: string;
            sku: string;
            supplier: components["schemas"]["CompanyID"];
            supplier_name: string;
            unit: string;
        };
        BoughtList: {
            lines: components["schemas"]["BoughtLine"][];
        };
        BoughtMoney: {
            amount: string;
            currency: string;
        };
        BoughtRef: {
            item: components["schemas"]["ItemID"];
            supplier: components["schemas"]["CompanyID"];
        };
        BoughtRequest: {
            items: components["schemas"]["BoughtRef"][];
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        LastPurchase: {
            /**
             * Format: date-time
             * @description When it was bought; absent where nothing was bought yet.
             */
            at?: string;
            lines: components["schemas"]["BoughtLine"][];
            reference?: string;
        };
        OrderFileRows: {
            rows: string[][];
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
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    findBought: {
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
                "application/json": components["schemas"]["BoughtRequest"];
            };
        };
        responses: {
            /** @description Of those that were ordered; the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BoughtList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getLastPurchase: {
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
            /** @description No purchase where there is none yet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LastPurchase"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    readOrderFile: {
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
            /** @description The rows that are not blank. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderFileRows"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
