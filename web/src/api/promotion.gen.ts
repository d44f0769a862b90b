// Written by `npm run gen` from api/openapi/promotion.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My promotions */
        get: operations["listPromotions"];
        put?: never;
        /**
         * Draft a promotion
         * @description Nobody is shown it before it is started.
         */
        post: operations["createPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/{promotion}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        /** One promotion */
        get: operations["getPromotion"];
        /**
         * Change a promotion
         * @description One that runs has to be paused first; one that has ended stays as it is and can be copied.
         */
        put: operations["updatePromotion"];
        post?: never;
        /** Throw a draft away */
        delete: operations["deletePromotion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/{promotion}/act": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start, pause, end, archive a promotion, or bring it back */
        post: operations["actOnPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/{promotion}/copy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Draft another one like this
         * @description Without its code and its dates.
         */
        post: operations["copyPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** All promotions as a CSV file */
        get: operations["exportPromotions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/policy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** How my promotions go together */
        get: operations["getPromotionPolicy"];
        /** Say how my promotions go together */
        put: operations["putPromotionPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/promotions/preview": {
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
         * What would my promotions do to this basket?
         * @description Of all that run now, and of the draft, as if it ran; nothing is written, nothing is counted.
         */
        post: operations["previewPromotions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["parameters"]["PromotingSupplier"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a coupon's code
         * @description From then on its promotion is there for everybody of the company. Wrong codes are counted.
         */
        post: operations["giveCoupon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["parameters"]["PromotingSupplier"];
            };
            cookie?: never;
        };
        /**
         * What a supplier's running promotions are for me
         * @description Only those that are for the company that asks, and only where the supplier shows promotions and prices.
         */
        get: operations["listOfferedPromotions"];
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
        AppliedPromotion: {
            brand: string;
            gift?: components["schemas"]["PromotionGiven"];
            hub: string;
            kind: components["schemas"]["PromotionKind"];
            name: string;
            next?: components["schemas"]["PromotionGap"];
            promotion: components["schemas"]["PromotionID"];
            saving: string;
            /** Format: int64 */
            sets: number;
            /** @description What the supplier pays of the saving. */
            supplier: string;
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        CouponCode: {
            code: string;
        };
        /** @example cus_06evk3q2b5vt8h0000000000a0 */
        CustomerID: string;
        /** @example grp_06evk3q2b5vt8h0000000000a0 */
        GroupID: string;
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        /** @description A promotion as a buyer reads it. */
        OfferedPromotion: {
            /** @description It is there because a code was given. */
            by_code: boolean;
            id: components["schemas"]["PromotionID"];
            /** @description Those that it names and that the company sees. */
            items: components["schemas"]["PromotionItem"][];
            rule: components["schemas"]["PromotionDraft"];
            /** @description How often the company used it. */
            used: number;
            used_up: boolean;
        };
        OfferedPromotions: {
            items: components["schemas"]["OfferedPromotion"][];
            policy: components["schemas"]["PromotionPolicy"];
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
        Promotion: {
            /** Format: date-time */
            created_at: string;
            etag: string;
            id: components["schemas"]["PromotionID"];
            /** @description Those that it names. */
            items: components["schemas"]["PromotionItem"][];
            rule: components["schemas"]["PromotionDraft"];
            spent: string;
            state: components["schemas"]["PromotionState"];
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            uses: number;
        };
        PromotionBasket: {
            coupon?: string;
            /** @description Lines in others are left out. Default is that of the draft, else of the first line. */
            currency?: string;
            customer?: components["schemas"]["CustomerID"];
            days_since_order?: number;
            draft?: components["schemas"]["PromotionDraft"];
            first_order?: boolean;
            freight?: components["schemas"]["PromotionDecimal"];
            group?: components["schemas"]["GroupID"];
            lines: components["schemas"]["PromotionBasketLine"][];
            region?: string;
            /** @description The promotion that the draft stands for. */
            replaces?: components["schemas"]["PromotionID"];
        };
        PromotionBasketLine: {
            item: components["schemas"]["ItemID"];
            /** @description In the item's unit. */
            quantity: components["schemas"]["PromotionDecimal"];
        };
        PromotionCounts: {
            archived: number;
            draft: number;
            ended: number;
            paused: number;
            running: number;
            scheduled: number;
        };
        PromotionDecimal: string;
        PromotionDeed: {
            /** @enum {string} */
            deed: "start" | "pause" | "end" | "archive" | "unarchive";
        };
        PromotionDraft: {
            /** @description Shares no line with another promotion. */
            alone?: boolean;
            /** @description Only for who has not ordered for so many days; 0 for all. */
            away_days?: number;
            /** @description The brand that pays a part. */
            brand?: string;
            budget?: components["schemas"]["PromotionDecimal"];
            /** @description Only for whoever gives this code: letters, digits and hyphens. */
            coupon?: string;
            currency: string;
            /** @description Of amount: for each unit or case, not once. */
            each?: boolean;
            /** Format: date-time */
            from?: string;
            funding?: components["schemas"]["PromotionFunding"];
            gift?: components["schemas"]["PromotionGift"];
            groups?: components["schemas"]["GroupID"][];
            kind: components["schemas"]["PromotionKind"];
            /**
             * Format: int64
             * @description Uses in all; 0 for no limit.
             */
            limit?: number;
            measure?: components["schemas"]["PromotionMeasure"];
            /**
             * Format: int64
             * @description At most so many sets in one basket; 0 for no limit.
             */
            most?: number;
            name: string;
            /** @description Only for a first order. */
            new_buyers?: boolean;
            note?: string;
            on?: components["schemas"]["PromotionSelection"];
            parts?: components["schemas"]["PromotionPart"][];
            /** Format: int64 */
            pay?: number;
            /** @description Uses by one buyer; 0 for no limit. */
            per_buyer?: number;
            /** @description Of a bundle. */
            price?: components["schemas"]["PromotionDecimal"];
            /** @description The lower comes first where promotions are put over each other. Default 100. */
            priority?: number;
            regions?: string[];
            /** Format: int64 */
            take?: number;
            tiers?: components["schemas"]["PromotionTier"][];
            /** Format: date-time */
            until?: string;
        };
        /** @description Who pays for it, in percent; together 100. */
        PromotionFunding: {
            brand: number;
            hub: number;
            supplier: number;
        };
        /** @description What is missing, and what it would bring. */
        PromotionGap: {
            days?: number;
            gift?: components["schemas"]["PromotionGiven"];
            item?: components["schemas"]["ItemID"];
            measure: components["schemas"]["PromotionMeasure"];
            missing: string;
            saving: string;
        };
        PromotionGift: {
            count: components["schemas"]["PromotionDecimal"];
            item: components["schemas"]["ItemID"];
            /** @description What one counts for where promotions are weighed. Default is its base price. */
            worth?: components["schemas"]["PromotionDecimal"];
        };
        PromotionGiven: {
            item: components["schemas"]["ItemID"];
            quantity: string;
        };
        PromotionID: string;
        PromotionItem: {
            id: components["schemas"]["ItemID"];
            name: string;
            sku: string;
        };
        /** @enum {string} */
        PromotionKind: "percent" | "amount" | "fixed_price" | "n_for_m" | "bundle" | "gift" | "free_freight";
        /**
         * @description In what it counts; amount is money, for thresholds.
         * @enum {string}
         */
        PromotionMeasure: "unit" | "case" | "amount";
        PromotionNotApplied: {
            /** @description Those that were better together. */
            by: string[];
            gap?: components["schemas"]["PromotionGap"];
            kind: components["schemas"]["PromotionKind"];
            name: string;
            promotion: components["schemas"]["PromotionID"];
            reason: components["schemas"]["PromotionReason"];
        };
        PromotionOutcome: {
            after: string;
            applied: components["schemas"]["AppliedPromotion"][];
            /** @description Where it is not proven: none is better by more than this. */
            at_most_better: string;
            before: string;
            currency: string;
            freight: string;
            gifts: components["schemas"]["PromotionGiven"][];
            /** @description Lines without a price in the currency. */
            left_out: components["schemas"]["ItemID"][];
            lines: components["schemas"]["PromotionOutcomeLine"][];
            not_applied: components["schemas"]["PromotionNotApplied"][];
            /** @description No legal combination is better. */
            proven: boolean;
            saving: string;
        };
        PromotionOutcomeLine: {
            after: string;
            before: string;
            item: components["schemas"]["ItemID"];
            name: string;
            price: string;
            promotions: components["schemas"]["PromotionID"][];
            quantity: string;
            sku: string;
            unit: string;
        };
        PromotionPage: {
            counts: components["schemas"]["PromotionCounts"];
            items: components["schemas"]["Promotion"][];
            next?: string;
        };
        PromotionPart: {
            /** Format: int64 */
            count: number;
            on: components["schemas"]["PromotionSelection"];
        };
        PromotionPolicy: {
            /**
             * @description best: each line takes its best one; stack: over each other, within limits; exclusive: one for the whole basket.
             * @enum {string}
             */
            mode: "best" | "stack" | "exclusive";
            most_per_line?: number;
            most_percent?: components["schemas"]["PromotionDecimal"];
        };
        /** @enum {string} */
        PromotionReason: "not_running" | "not_started" | "ended" | "other_currency" | "other_group" | "other_region" | "other_channel" | "not_first_order" | "ordered_lately" | "coupon_missing" | "used_by_buyer" | "used_up" | "over_budget" | "no_line" | "no_case" | "below_threshold" | "under_floor" | "already_cheaper" | "no_freight" | "beaten";
        /** @description Which items count: all, or these items, families and categories; and not a few. */
        PromotionSelection: {
            all?: boolean;
            categories?: string[];
            families?: string[];
            items?: components["schemas"]["ItemID"][];
            not?: components["schemas"]["ItemID"][];
        };
        /** @enum {string} */
        PromotionState: "draft" | "scheduled" | "running" | "paused" | "ended" | "archived";
        /** @description What is given from a threshold on; from 0 always. */
        PromotionTier: {
            amount?: components["schemas"]["PromotionDecimal"];
            from: components["schemas"]["PromotionDecimal"];
            percent?: components["schemas"]["PromotionDecimal"];
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
        PromotingSupplier: components["schemas"]["CompanyID"];
        PromotionInPath: components["schemas"]["PromotionID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPromotions: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words; each occurs in the name or the note. */
                q?: string;
                /** @description Default is all but archived ones. */
                state?: components["schemas"]["PromotionState"];
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
                    "application/json": components["schemas"]["PromotionPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createPromotion: {
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
                "application/json": components["schemas"]["PromotionDraft"];
            };
        };
        responses: {
            /** @description The promotion. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The promotion. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updatePromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionDraft"];
            };
        };
        responses: {
            /** @description The promotion. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deletePromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
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
    actOnPromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionDeed"];
            };
        };
        responses: {
            /** @description The promotion. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    copyPromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                promotion: components["parameters"]["PromotionInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPromotions: {
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
            /** @description UTF-8 with a byte order mark, one line each. */
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
    getPromotionPolicy: {
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
            /** @description The policy. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPromotionPolicy: {
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
                "application/json": components["schemas"]["PromotionPolicy"];
            };
        };
        responses: {
            /** @description The policy. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewPromotions: {
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
                "application/json": components["schemas"]["PromotionBasket"];
            };
        };
        responses: {
            /** @description The best legal combination. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    giveCoupon: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["parameters"]["PromotingSupplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CouponCode"];
            };
        };
        responses: {
            /** @description Its promotion. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferedPromotion"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOfferedPromotions: {
        parameters: {
            query?: {
                /** @description Only those that this item counts for. */
                item?: components["schemas"]["ItemID"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                supplier: components["parameters"]["PromotingSupplier"];
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
                    "application/json": components["schemas"]["OfferedPromotions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
