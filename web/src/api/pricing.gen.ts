// Written by `npm run gen` from api/openapi/pricing.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/pricing/changes": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Changes of many prices, the newest first */
        get: operations["listPriceChanges"];
        put?: never;
        /**
         * Draft a change of many prices
         * @description Out of lines, or out of an operation on items; exactly one of both. Nothing holds before it is published. Lines that cannot be taken are flagged in the answer and are not part of the draft. Lines in = accepted + flagged.
         */
        post: operations["draftPriceChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** A change of many prices, and what it comes to */
        get: operations["getPriceChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do not publish a draft or scheduled change */
        post: operations["cancelPriceChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/exclude": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave lines out of a draft
         * @description Those at the positions named, or all that are under the floor; exactly one of both. What is left out does not change.
         */
        post: operations["excludePriceChangeLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write what a change does into a file
         * @description Runs as a job. Margins are in it for whoever may read costs.
         */
        post: operations["exportPriceChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/lines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /**
         * What a change does, line by line
         * @description What stands now beside what will; of a published change what stood before.
         */
        get: operations["listPriceChangeLines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish a change now, or at a moment
         * @description All lines hold from one moment on. Lines under the floor have to be accepted.
         */
        post: operations["publishPriceChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/changes/{change}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll a published change back
         * @description Within 24 hours. A price that somebody changed since stays, and is counted.
         */
        post: operations["rollBackPriceChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/conditions": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What I ask for beside prices */
        get: operations["listConditions"];
        /** Set the conditions of one level */
        put: operations["putCondition"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/conditions/{condition}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                condition: components["parameters"]["ConditionPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let a level inherit everything */
        delete: operations["deleteCondition"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/conditions/resolved": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The conditions of one customer */
        get: operations["resolveConditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/costs": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What my items cost me */
        get: operations["listItemCosts"];
        /** Set or clear up to 1,000 costs */
        put: operations["putItemCosts"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/grid": {
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
         * Items and what each list asks for them
         * @description Cost and margin are there for whoever may read costs.
         */
        get: operations["getPriceGrid"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/lists": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My price lists */
        get: operations["listPriceLists"];
        put?: never;
        /**
         * Make a price list
         * @description It begins as a draft, which no buyer sees.
         */
        post: operations["createPriceList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/lists/{list}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        /** A price list */
        get: operations["getPriceList"];
        /**
         * Change a price list
         * @description Its kind stays; so does its currency while there is a price in it.
         */
        put: operations["updatePriceList"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/lists/{list}/entries": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        /** The prices in a list */
        get: operations["listPriceEntries"];
        /**
         * Set or clear up to 1,000 prices of a list
         * @description Each line sets the price of its item from its beginning on; without a price it takes that one away. A line that cannot be taken changes nothing and says why; the others are taken. Lines in = accepted + flagged. To see what a change comes to before it holds, draft a change of prices.
         */
        put: operations["putPriceEntries"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/lists/{list}/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a price list into a file
         * @description Runs as a job.
         */
        post: operations["exportPriceList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/lists/{list}/state": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Put a price list in force, or out of it
         * @description What is live is what buyers see and pay. An archived list stays to be read, and can become live again.
         */
        put: operations["setPriceListState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/pricing/policy": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** How I price */
        get: operations["getPricingPolicy"];
        /** Say how I price */
        put: operations["putPricingPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/rates": {
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
        /** Post the reference rates of a day */
        put: operations["putRates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/conditions": {
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
        /** What a supplier asks of me beside prices */
        get: operations["getSupplierConditions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reference rates */
        get: operations["listRates"];
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
        CashDiscount: {
            days: number;
            percent: string;
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        ConditionID: string;
        ConditionLevel: {
            conditions: components["schemas"]["TradeConditions"];
            customer?: components["schemas"]["CustomerID"];
            customer_name?: string;
            group?: components["schemas"]["GroupID"];
            group_name?: string;
            id: components["schemas"]["ConditionID"];
            level: components["schemas"]["ConditionLevelName"];
            region?: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        ConditionLevelDraft: {
            conditions: components["schemas"]["TradeConditions"];
            customer?: components["schemas"]["CustomerID"];
            group?: components["schemas"]["GroupID"];
            level: components["schemas"]["ConditionLevelName"];
            region?: string;
        };
        /** @enum {string} */
        ConditionLevelName: "default" | "region" | "group" | "customer";
        ConditionLevels: {
            items: components["schemas"]["ConditionLevel"][];
        };
        ConditionSum: {
            amount: string;
            currency: string;
        };
        /** @example cus_06evk3q2b5vt8h0000000000a0 */
        CustomerID: string;
        FreightStep: {
            fee: string;
            /** @description From this value of goods, or weight in kilograms, on. The first is from 0. */
            from: string;
        };
        FreightTable: {
            /** @enum {string} */
            by: "flat" | "weight" | "value";
            currency: string;
            /** @description Of a flat one. */
            fee?: string;
            /** @description From this value of goods on there is none. */
            free_from?: string;
            steps?: components["schemas"]["FreightStep"][];
        };
        /** @example grp_06evk3q2b5vt8h0000000000a0 */
        GroupID: string;
        ItemCost: {
            amount: string;
            currency: string;
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
            unit: string;
            /** Format: date-time */
            updated_at: string;
        };
        ItemCostLine: {
            /** @description Without it the cost is taken away. */
            amount?: string;
            currency?: string;
            item?: components["schemas"]["ItemID"];
            sku?: string;
        };
        ItemCostLines: {
            lines: components["schemas"]["ItemCostLine"][];
        };
        ItemCostPage: {
            items: components["schemas"]["ItemCost"][];
            next?: string;
        };
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
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
        PriceBound: {
            /** @description In the list's currency. */
            amount?: string;
            /** @description Percent of the price that is left over the cost; below 100. */
            margin?: string;
        };
        PriceChange: {
            cleared: number;
            /** Format: date-time */
            created_at: string;
            /** @description The code of the fault that kept a scheduled change from being published. */
            failure?: string;
            id: components["schemas"]["PriceChangeID"];
            /** @description Lines that a roll-back left as somebody had changed them since. */
            kept: number;
            lines: number;
            lowered: number;
            name: string;
            new: number;
            person_name: string;
            /** Format: date-time */
            publish_at?: string;
            /** Format: date-time */
            published_at?: string;
            raised: number;
            /** @description Whether it can be rolled back now. */
            rollback: boolean;
            /** Format: date-time */
            rollback_until?: string;
            /** Format: date-time */
            rolled_back_at?: string;
            same: number;
            source: components["schemas"]["PriceChangeSource"];
            state: components["schemas"]["PriceChangeState"];
            /** @description For whoever may read costs. */
            under_floor?: number;
        };
        PriceChangeDraft: {
            lines?: components["schemas"]["PriceChangeDraftLine"][];
            name: string;
            operation?: components["schemas"]["PriceOperation"];
            source: components["schemas"]["PriceChangeSource"];
        };
        PriceChangeDrafted: {
            change: components["schemas"]["PriceChange"];
            outcome: components["schemas"]["PricingLinesOutcome"];
        };
        /** @description Names its item by id or by SKU. */
        PriceChangeDraftLine: {
            agreed?: string;
            /** @description Without it the price is taken away. */
            amount?: string;
            /** @description Default: those that stand, changed by the same percent; an empty list for none. */
            breaks?: components["schemas"]["PriceRung"][];
            /** @description Of a base or own price; default that of the price that stands. A list has its own. */
            currency?: string;
            item?: components["schemas"]["ItemID"];
            sku?: string;
            target?: components["schemas"]["PriceTarget"];
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
        };
        PriceChangeExclusion: {
            positions?: number[];
            under_floor?: boolean;
        };
        PriceChangeID: string;
        PriceChangeLine: {
            agreed?: string;
            /** @description Nothing where the price is taken away. */
            amount?: string;
            breaks: components["schemas"]["PriceRung"][];
            currency: string;
            /**
             * @description Of the first price; a change of breaks alone counts as the first break that differs.
             * @enum {string}
             */
            effect: "raised" | "lowered" | "new" | "cleared" | "same";
            item: components["schemas"]["ItemID"];
            margin?: string;
            name: string;
            old?: string;
            old_breaks: components["schemas"]["PriceRung"][];
            old_currency?: string;
            old_margin?: string;
            /** @description Of the first price, two decimals. */
            percent?: string;
            position: number;
            sku: string;
            target: components["schemas"]["PriceTarget"];
            /** @description Of the list or the customer; empty for base prices. */
            target_name: string;
            under_floor?: boolean;
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
        };
        PriceChangeLinePage: {
            items: components["schemas"]["PriceChangeLine"][];
            next?: string;
        };
        PriceChangePage: {
            items: components["schemas"]["PriceChange"][];
            next?: string;
        };
        PriceChangePublish: {
            accept_under_floor?: boolean;
            /**
             * Format: date-time
             * @description Default now. At most two years ahead.
             */
            at?: string;
        };
        /** @enum {string} */
        PriceChangeSource: "grid" | "operation" | "paste" | "import";
        /** @enum {string} */
        PriceChangeState: "draft" | "scheduled" | "published" | "cancelled" | "rolled_back";
        /** @description The next price in the list. */
        PriceComing: {
            amount: string;
            /** Format: date-time */
            from: string;
        };
        PriceEntry: {
            /** @description Of a contract: what may be called off at this price. */
            agreed?: string;
            amount: string;
            breaks: components["schemas"]["PriceRung"][];
            /** @description What was called off of it. */
            called: string;
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
            unit: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
        };
        /** @description Names its item by id or by SKU. */
        PriceEntryLine: {
            agreed?: string;
            /** @description Without it the price that begins at valid_from is taken away. */
            amount?: string;
            breaks?: components["schemas"]["PriceRung"][];
            item?: components["schemas"]["ItemID"];
            sku?: string;
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
        };
        PriceEntryLines: {
            lines: components["schemas"]["PriceEntryLine"][];
        };
        PriceEntryPage: {
            items: components["schemas"]["PriceEntry"][];
            next?: string;
        };
        /** @description What one list asks for one item, for a quantity of one. */
        PriceGridCell: {
            agreed?: string;
            amount?: string;
            breaks?: components["schemas"]["PriceRung"][];
            called?: string;
            coming?: components["schemas"]["PriceComing"];
            currency?: string;
            /** @description Percent of the price net of tax that is left over the cost. */
            margin?: string;
            /**
             * @description entry: a price of its own; rule: reckoned by the list's rule.
             * @enum {string}
             */
            source: "entry" | "rule" | "none";
            /** @description It leaves less than the policy's margin; buyers do not get it. */
            under_floor?: boolean;
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
        };
        PriceGridPage: {
            items: components["schemas"]["PriceGridRow"][];
            next?: string;
        };
        PriceGridRow: {
            base: components["schemas"]["PriceGridCell"];
            brand?: string;
            category: string;
            cost?: string;
            cost_currency?: string;
            family?: string;
            item: components["schemas"]["ItemID"];
            /** @description In the order in which the lists were asked for. */
            lists: components["schemas"]["PriceGridCell"][];
            name: string;
            own?: components["schemas"]["PriceGridCell"];
            sku: string;
            unit: string;
        };
        /** @enum {string} */
        PriceKind: "base" | "region" | "channel" | "group" | "customer" | "contract" | "own";
        PriceList: {
            channel?: string;
            currency: string;
            customer?: components["schemas"]["CustomerID"];
            customer_name?: string;
            /**
             * Format: int64
             * @description Prices in it.
             */
            entries: number;
            family_breaks: boolean;
            group?: components["schemas"]["GroupID"];
            group_name?: string;
            id: components["schemas"]["PriceListID"];
            kind: components["schemas"]["PriceListKind"];
            name: string;
            priority: number;
            region?: string;
            rounding: components["schemas"]["PriceRounding"];
            rule?: components["schemas"]["PriceRule"];
            state: components["schemas"]["PriceListState"];
            tax_included: boolean;
            tax_rate: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
            /** Format: int64 */
            version: number;
        };
        PriceListDraft: {
            /** @description Of kind channel: what buyers buy in the hub comes by hub. */
            channel?: string;
            currency: string;
            customer?: components["schemas"]["CustomerID"];
            /** @description Quantities of items of one family are added up when a break is chosen. */
            family_breaks?: boolean;
            group?: components["schemas"]["GroupID"];
            kind: components["schemas"]["PriceListKind"];
            name: string;
            /** @description Within its kind; the higher wins. */
            priority?: number;
            /** @description Of kind region: such as SE-AB, or SE, which holds for its regions too. */
            region?: string;
            rounding?: components["schemas"]["PriceRounding"];
            rule?: components["schemas"]["PriceRule"];
            tax_included?: boolean;
            /** @description Percent. */
            tax_rate?: string;
            /** Format: date-time */
            valid_from?: string;
            /**
             * Format: date-time
             * @description Up to then; not included.
             */
            valid_to?: string;
        };
        PriceListExport: {
            /** @enum {string} */
            format: "csv" | "xlsx";
        };
        PriceListID: string;
        /**
         * @description base: dated changes of base prices; a supplier has one such list.
         * @enum {string}
         */
        PriceListKind: "base" | "region" | "channel" | "group" | "customer" | "contract";
        PriceListPage: {
            items: components["schemas"]["PriceList"][];
            next?: string;
        };
        /** @enum {string} */
        PriceListState: "draft" | "live" | "archived";
        PriceListStateChange: {
            /** @enum {string} */
            state: "live" | "archived";
        };
        /** @description One act on the prices of many items. Breaks change with the price. */
        PriceOperation: {
            brand?: string;
            /** @description Percent, sum, factor, price, or margin in percent; may be negative for percent and add. */
            by?: string;
            category?: string;
            ceiling?: components["schemas"]["PriceBound"];
            /** @description Of a base or own price that is new; a list has its own. */
            currency?: string;
            family?: string;
            floor?: components["schemas"]["PriceBound"];
            /**
             * @description What it is counted from; default own: what stands in the target.
             * @enum {string}
             */
            from?: "own" | "base" | "cost" | "list";
            from_list?: components["schemas"]["PriceListID"];
            /** @enum {string} */
            how: "percent" | "add" | "times" | "set" | "margin" | "clear";
            /** @description Only these items; without it what the filter finds. */
            items?: components["schemas"]["ItemID"][];
            rounding?: components["schemas"]["PriceRounding"];
            target: components["schemas"]["PriceTarget"];
            /** Format: date-time */
            valid_from?: string;
            /** Format: date-time */
            valid_to?: string;
            words?: string;
        };
        /**
         * @description best: the lowest price that applies; priority: the first kind in the order that has a price.
         * @enum {string}
         */
        PricePrecedence: "best" | "priority";
        /**
         * @description Which price holds: of the order's date, of shipment, or the old one until so many days after a change was told.
         * @enum {string}
         */
        PriceProtection: "order_date" | "ship_date" | "notice";
        /** @description Whole steps above the ending: step 1 with ending 0.99 has the points 0.99, 1.99, … Without a step six decimals are kept. */
        PriceRounding: {
            /** @description Below the step. */
            ending?: string;
            mode: components["schemas"]["PriceRoundingMode"];
            step?: string;
        };
        /** @enum {string} */
        PriceRoundingMode: "half_up" | "half_even" | "down" | "up";
        /** @description Prices of items that the list has no price of its own for. Net of tax. */
        PriceRule: {
            /** @enum {string} */
            basis: "base" | "cost";
            ceiling?: components["schemas"]["PriceBound"];
            floor?: components["schemas"]["PriceBound"];
            /** @description Added to the basis: -5 for five percent less. */
            percent: string;
        };
        PriceRung: {
            amount: string;
            /** @description From this quantity on. */
            from: string;
        };
        /** @description The list, or the customer whose own prices are meant; with neither it is the base prices. */
        PriceTarget: {
            customer?: components["schemas"]["CustomerID"];
            list?: components["schemas"]["PriceListID"];
        };
        PricingLineOutcome: {
            item?: components["schemas"]["ItemID"];
            /** @description Place in the request, from 0. */
            line: number;
            /** @enum {string} */
            outcome: "accepted" | "flagged";
            /** @description With a path into the line, such as /amount. */
            problems?: components["schemas"]["ProblemField"][];
            sku?: string;
        };
        PricingLinesOutcome: {
            accepted: number;
            flagged: number;
            lines: components["schemas"]["PricingLineOutcome"][];
        };
        PricingPolicy: {
            /** @description For whoever may read costs. */
            floor_margin?: string;
            notice_days: number;
            order: components["schemas"]["PriceKind"][];
            precedence: components["schemas"]["PricePrecedence"];
            protection: components["schemas"]["PriceProtection"];
            shows_list: boolean;
            /** Format: int64 */
            version: number;
        };
        PricingPolicyDraft: {
            /** @description Percent of the price net of tax; without it there is no floor. */
            floor_margin?: string;
            notice_days?: number;
            /** @description All kinds, the first to win first. */
            order: components["schemas"]["PriceKind"][];
            precedence: components["schemas"]["PricePrecedence"];
            protection: components["schemas"]["PriceProtection"];
            /** @description A customer may see the list price beside its own. */
            shows_list: boolean;
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
        RateDraft: {
            currency: string;
            per_eur: string;
        };
        RatesDraft: {
            /** Format: date */
            day: string;
            rates: components["schemas"]["RateDraft"][];
            source?: string;
        };
        ReferenceRate: {
            currency: string;
            /** Format: date */
            day: string;
            /** @description How much of it one euro is. */
            per_eur: string;
            /** Format: date-time */
            posted_at: string;
            source: string;
        };
        ReferenceRates: {
            items: components["schemas"]["ReferenceRate"][];
        };
        ResolvedConditions: {
            conditions: components["schemas"]["TradeConditions"];
            notice_days: number;
            precedence: components["schemas"]["PricePrecedence"];
            protection: components["schemas"]["PriceProtection"];
        };
        SmallOrderFee: {
            below: string;
            currency: string;
            fee: string;
        };
        /** @description A field that is missing is inherited. */
        TradeConditions: {
            cash_discount?: components["schemas"]["CashDiscount"];
            freight?: components["schemas"]["FreightTable"];
            /** @description Days on the way to this region. */
            lead_days?: number;
            minimum_order?: components["schemas"]["ConditionSum"];
            small_order_fee?: components["schemas"]["SmallOrderFee"];
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
        ConditionPath: components["schemas"]["ConditionID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        PriceChangePath: components["schemas"]["PriceChangeID"];
        PriceListPath: components["schemas"]["PriceListID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listPriceChanges: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                state?: components["schemas"]["PriceChangeState"];
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
                    "application/json": components["schemas"]["PriceChangePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    draftPriceChange: {
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
                "application/json": components["schemas"]["PriceChangeDraft"];
            };
        };
        responses: {
            /** @description The draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChangeDrafted"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPriceChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    cancelPriceChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    excludePriceChangeLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceChangeExclusion"];
            };
        };
        responses: {
            /** @description The change without them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPriceChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListExport"];
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
    listPriceChangeLines: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Only lines under the floor, raised, lowered, new or cleared. */
                only?: "under_floor" | "raised" | "lowered" | "new" | "cleared";
            };
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of the draft. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChangeLinePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    publishPriceChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceChangePublish"];
            };
        };
        responses: {
            /** @description The change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    rollBackPriceChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change: components["parameters"]["PriceChangePath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The change. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceChange"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listConditions: {
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
            /** @description From the default to the nearest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionLevels"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCondition: {
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
                "application/json": components["schemas"]["ConditionLevelDraft"];
            };
        };
        responses: {
            /** @description The level. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConditionLevel"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCondition: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                condition: components["parameters"]["ConditionPath"];
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
    resolveConditions: {
        parameters: {
            query: {
                customer: components["schemas"]["CustomerID"];
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
            /** @description All levels and the agreed terms put over each other. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResolvedConditions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listItemCosts: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description In SKU or name. */
                words?: string;
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
            /** @description By SKU. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ItemCostPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putItemCosts: {
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
                "application/json": components["schemas"]["ItemCostLines"];
            };
        };
        responses: {
            /** @description What became of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingLinesOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPriceGrid: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description As of this moment; default now. */
                at?: string;
                brand?: string;
                category?: string;
                /** @description A column with the own prices of this customer. */
                customer?: components["schemas"]["CustomerID"];
                family?: string;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Columns beside the base price. */
                lists?: components["schemas"]["PriceListID"][];
                /** @description In SKU or name. */
                words?: string;
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
            /** @description By SKU. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceGridPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPriceLists: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                customer?: components["schemas"]["CustomerID"];
                group?: components["schemas"]["GroupID"];
                kind?: components["schemas"]["PriceListKind"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Default is all but archived. */
                state?: components["schemas"]["PriceListState"];
                /** @description In the name. */
                words?: string;
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
                    "application/json": components["schemas"]["PriceListPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createPriceList: {
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
                "application/json": components["schemas"]["PriceListDraft"];
            };
        };
        responses: {
            /** @description The list. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPriceList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updatePriceList: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListDraft"];
            };
        };
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listPriceEntries: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Default is all: past prices, those that hold and those that come. */
                when?: "all" | "now" | "later" | "past";
                /** @description In SKU or name. */
                words?: string;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By SKU and beginning. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceEntryPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPriceEntries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceEntryLines"];
            };
        };
        responses: {
            /** @description What became of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PricingLinesOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportPriceList: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListExport"];
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
    setPriceListState: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                list: components["parameters"]["PriceListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceListStateChange"];
            };
        };
        responses: {
            /** @description The list. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPricingPolicy: {
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
                    "application/json": components["schemas"]["PricingPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putPricingPolicy: {
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
                "application/json": components["schemas"]["PricingPolicyDraft"];
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
                    "application/json": components["schemas"]["PricingPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putRates: {
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
                "application/json": components["schemas"]["RatesDraft"];
            };
        };
        responses: {
            /** @description By currency. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferenceRates"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getSupplierConditions: {
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
            /** @description What holds for me, and how prices are protected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResolvedConditions"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listRates: {
        parameters: {
            query?: {
                /** @description The latest of each currency up to this day; default today. */
                day?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By currency. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReferenceRates"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
