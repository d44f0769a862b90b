// Written by `npm run gen` from api/openapi/comparison.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/comparison": {
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
         * What every supplier of mine takes for a basket
         * @description Each line is understood (an item, my own code, a barcode, a supplier's or a manufacturer's number, words) and answered with what each supplier offers for it, at its true cost in my currency. Lines in = matched + questions. An offer that rests on a guess or whose price is stale does not win; without a mark none of them does. Only what suppliers show to me is read; the ETag changes with the epoch of any of them.
         */
        post: operations["compareBasket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/comparison/export": {
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
         * Write a comparison into a file
         * @description Runs as a job, as disclosed at the moment when it runs. The file says for whom it was made; each supplier in it sees that it was.
         */
        post: operations["exportComparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/comparison/print": {
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
         * A comparison for paper
         * @description As compareBasket, with the mark that each printed page carries; each supplier on it sees that it was printed.
         */
        post: operations["printComparison"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/comparison/settings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What money and time are worth to my company */
        get: operations["getCompareSettings"];
        /** Say what money and time are worth */
        put: operations["putCompareSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/lists": {
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
         * The lists of my company
         * @description Everybody who compares here has the same lists; the address of a list is what colleagues share.
         */
        get: operations["listCompareLists"];
        put?: never;
        /** Keep a list */
        post: operations["createCompareList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/lists/{compare_list}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
            };
            cookie?: never;
        };
        /** A list with its lines */
        get: operations["getCompareList"];
        /** Set name, note and lines of a list */
        put: operations["putCompareList"];
        post?: never;
        /** Drop a list */
        delete: operations["deleteCompareList"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/lists/{compare_list}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A second list with the same lines */
        post: operations["duplicateCompareList"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/offers": {
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
         * Search the offers of all my suppliers
         * @description By name, SKU, manufacturer's number, barcode, brand, category, attributes, and what my company calls an item itself; by pinyin and its initials too. The last word may be unfinished. Where nothing has the words as they are written, words that are nearly the same are tried; those that found something are named. Only what suppliers show is searched and counted.
         */
        get: operations["searchOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/offers/suggestions": {
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
         * The first few offers, while somebody types
         * @description As searchOffers without narrowing and counting, and at most ten.
         */
        get: operations["suggestOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/own-equals": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What I said is the same for us, or is not */
        get: operations["listOwnEquals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/own-items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Everything that we have a code or a name of our own for */
        get: operations["listOwnItems"];
        /**
         * Give up to 500 items codes and names of ours
         * @description A code or name that a line does not give stays. A line whose item is not offered to me changes nothing and says so; the others are taken. Lines in = accepted + flagged.
         */
        put: operations["putOwnItems"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/own-items/match": {
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
         * Find the items of a pasted list
         * @description Each line names an item by a supplier's number or a barcode. Answered is, for each, what it names: offers of one barcode together, or a question where a number means several things, or nothing. Lines in = matched + questions. Nothing is written.
         */
        post: operations["matchOwnItems"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/preview": {
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
         * See my offers as a buyer sees them
         * @description Name exactly one of buyer, customer, group and default. For a buyer the answer is, byte for byte, what listOffers answers to that buyer, a refusal too. With a draft, and for a customer, a group or the default, it is what somebody whose application is approved would see. A draft is a grant that is not saved yet, tried in the place of the subject's own one; a buyer's is that of its customer.
         */
        post: operations["previewOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sheet": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My items with list price and stock */
        get: operations["listSheet"];
        /**
         * Set up to 1,000 items
         * @description Each line sets the item of its SKU: what the line says of the item itself replaces what stood there, a price or stock that it does not give stays. A line that cannot be taken changes nothing and says why; the others are taken. Lines in = accepted + flagged.
         */
        put: operations["putSheet"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sheet/categories": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The categories of my active items */
        get: operations["listSheetCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/sheet/own-prices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** The prices of one customer */
        get: operations["listOwnPrices"];
        /** Set up to 1,000 prices of one customer */
        put: operations["putOwnPrices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether quantities can be had
         * @description Answers from nothing but what the supplier discloses: where it shows exact stock, a quantity beyond it is short; otherwise a quantity within the disclosed floor is available and every other one is subject to confirmation, whatever lies in stock.
         */
        post: operations["checkAvailability"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/alternates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Set what I take in the place of an item, in my order
         * @description The whole list. A wanted tag that is not that of the list as it stands answers 412 and changes nothing.
         */
        put: operations["putAlternates"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/own": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say what we call an item, and what is in its pack
         * @description No supplier sees it. What is empty is taken away; a pack that is given counts in my comparisons in the place of whatever else is known.
         */
        put: operations["putOwnItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/price-history": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        /**
         * How the price of an offer moved for me
         * @description The price that I was shown, or would have been under today's grant: my own, or the list price where I have none, the last of each day, from the day the relationship was first approved.
         */
        get: operations["getPriceHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/product": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        /**
         * Everything that I may see about what an offer is an offer of
         * @description Who else has it, in which pack, at what price per unit; what I call it, and what I take in its place. Every supplier shows what it shows of its own offers; whoever does not show the item leaves no trace. The ETag changes with the epoch of any of my suppliers.
         */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/items/{item}/same": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Say for myself that another offer is the same, or that it is not
         * @description Counts for me alone and leaves everybody else's comparisons as they are. Nothing takes back what I said before.
         */
        put: operations["sayIfSame"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        /**
         * What one supplier offers me
         * @description The ETag is the epoch of what the supplier shows me; it rises with every change of that, and whoever keeps answers drops them then.
         */
        get: operations["listOffers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/offers/export": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write a supplier's offers into a file
         * @description Runs as a job. The file says for whom it was made; the supplier sees that it was, and by whom.
         */
        post: operations["exportOffers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/suppliers/{supplier}/offers/print": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A supplier's offers for paper
         * @description Answers all rows, at most 2,000, and the mark that each printed page carries. The supplier sees that they were printed, and by whom.
         */
        post: operations["printOffers"];
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
        /** @description Taken in the place of the item, by my own word. */
        Alternate: {
            approved_by: string;
            /** Format: date-time */
            at: string;
            item: components["schemas"]["ItemID"];
            note: string;
            offer?: components["schemas"]["Offer"];
            supplier: components["schemas"]["CompanyID"];
        };
        AlternateDraft: {
            approved_by?: string;
            item: components["schemas"]["ItemID"];
            note?: string;
            supplier: components["schemas"]["CompanyID"];
        };
        AlternateDrafts: {
            lines: components["schemas"]["AlternateDraft"][];
            /** @description Of the list that was read; absent replaces whatever stands. */
            tag?: string;
        };
        Availability: {
            /** Format: int64 */
            epoch: number;
            lines: components["schemas"]["AvailabilityAnswer"][];
        };
        AvailabilityAnswer: {
            /**
             * @description not_offered is every item that is not offered to this buyer, for whatever reason.
             * @enum {string}
             */
            answer: "available" | "short" | "subject_to_confirmation" | "not_offered";
            /** @description With short: so many are there. */
            exact?: string;
            item: components["schemas"]["ItemID"];
            promise?: components["schemas"]["StockPromise"];
            quantity: string;
        };
        AvailabilityLine: {
            item: components["schemas"]["ItemID"];
            /** @description In the item's unit; a decimal. */
            quantity: string;
        };
        AvailabilityRequest: {
            lines: components["schemas"]["AvailabilityLine"][];
        };
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        CompareCandidate: {
            brand?: string;
            item: components["schemas"]["CompareRef"];
            mpn?: string;
            name: string;
            sku: string;
        };
        /** @description One offer of one supplier for one line. Without a true cost, `why` says what is missing. */
        CompareCell: {
            /** @enum {string} */
            available?: "available" | "short" | "subject_to_confirmation";
            /**
             * @description The lowest true cost; guess: it would be, if the guess is right.
             * @enum {string}
             */
            best?: "certain" | "guess";
            breaks?: components["schemas"]["PriceBreak"][];
            /** @description True cost of the line in the currency of the comparison. */
            cost?: string;
            /** @description Until it leaves, as far as it is told. */
            days?: number;
            /** @description The conversion rests on a guess. */
            guess?: boolean;
            /** @description How many units of comparison one sold unit holds. */
            holds?: string;
            item: components["schemas"]["ItemID"];
            /**
             * @description What kind of price it is.
             * @enum {string}
             */
            list?: "base" | "region" | "channel" | "group" | "customer" | "contract" | "own";
            list_price?: components["schemas"]["CompareMoney"];
            minimum?: string;
            multiple?: string;
            name: string;
            /** @description What has to be ordered, in the supplier's unit. */
            order?: string;
            /** @description Ordered beyond the need, in the supplier's unit; absent for none. */
            over?: string;
            /** @description So many of the multiple in which it is sold. */
            packs?: string;
            /** @description The true cost of one unit that is needed. */
            per_unit?: string;
            price?: components["schemas"]["CompareMoney"];
            /**
             * Format: date-time
             * @description When the price was last said.
             */
            priced_at?: string;
            promise?: components["schemas"]["StockPromise"];
            /** @description A promotion is in it. */
            promoted?: boolean;
            /** @description From 1: what can win without a mark, then what cannot. */
            rank?: number;
            sku: string;
            /**
             * @description Where holds is from.
             * @enum {string}
             */
            source?: "unit" | "pack" | "own" | "text" | "weight";
            /** @description The price was not said again for longer than my company takes prices for fresh. */
            stale?: boolean;
            steps?: components["schemas"]["ComparePriceStep"][];
            stock?: components["schemas"]["OfferStock"];
            supplier: components["schemas"]["CompanyID"];
            terms?: components["schemas"]["CompareTerm"][];
            /** @description What the supplier sells and prices. */
            unit: string;
            /**
             * @description Why it has no true cost.
             * @enum {string}
             */
            why?: "price_hidden" | "no_price" | "units_differ" | "no_rate" | "stock" | "lead_time" | "account";
        };
        CompareExport: {
            /** @enum {string} */
            format: "csv" | "xlsx";
            request: components["schemas"]["CompareRequest"];
        };
        /** @description A promotion that does not apply, and what is missing. */
        CompareHint: {
            /** @description Why it does not apply. */
            code: string;
            currency?: string;
            /** @description Key of the line to which it could be added. */
            line?: string;
            /** @enum {string} */
            measure?: "unit" | "case" | "amount";
            /** @description So many more. */
            missing?: string;
            /** @description What it is called. */
            promotion: string;
            /** @description What it would save, in the currency. */
            saves?: string;
        };
        CompareLine: {
            brand?: string;
            /**
             * @description What it was understood by.
             * @enum {string}
             */
            by?: "item" | "own" | "gtin" | "sku" | "mpn" | "text";
            cells: components["schemas"]["CompareCell"][];
            chosen?: components["schemas"]["CompareRef"];
            /** @description The line was read out of words. */
            guess?: boolean;
            item?: components["schemas"]["CompareRef"];
            key: string;
            /** @description So many further offers are not told because of `best`. */
            more?: number;
            mpn?: string;
            /** @description Of what the line is about. */
            name?: string;
            own_code?: string;
            /** @description The unit in which prices of this line are compared. */
            per?: string;
            /**
             * @description Why a line that is understood has no offers at all.
             * @enum {string}
             */
            problem?: "quantity" | "unit";
            /** @description As it was asked for. */
            quantity: string;
            /** @description What could be meant, the best guess first. */
            questions: components["schemas"]["CompareCandidate"][];
            sku?: string;
            /**
             * @description question: several things could be meant; unknown: nothing that I may see has this.
             * @enum {string}
             */
            state: "matched" | "question" | "unknown";
            /** @description Of the quantity; absent where the line is not understood. */
            unit?: string;
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
        CompareList: {
            lines: components["schemas"]["CompareListLine"][];
            list: components["schemas"]["CompareListID"];
            name: string;
            note: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CompareListDraft: {
            lines: components["schemas"]["CompareListLineDraft"][];
            name: string;
            note?: string;
        };
        CompareListID: string;
        CompareListLine: {
            chosen?: components["schemas"]["CompareRef"];
            item?: components["schemas"]["CompareRef"];
            quantity: string;
            text?: string;
            unit?: string;
        };
        /** @description An item, a text, or both. */
        CompareListLineDraft: {
            chosen?: components["schemas"]["CompareRef"];
            item?: components["schemas"]["CompareRef"];
            quantity: string;
            text?: string;
            unit?: string;
        };
        CompareListName: {
            name: string;
        };
        CompareListPage: {
            items: components["schemas"]["CompareListSummary"][];
            next?: string;
        };
        CompareListSummary: {
            lines: number;
            list: components["schemas"]["CompareListID"];
            name: string;
            note?: string;
            /** Format: date-time */
            updated_at: string;
            /** Format: int64 */
            version: number;
        };
        CompareMoney: {
            amount: string;
            currency: string;
        };
        /** @description A step on the way to the unit price. */
        ComparePriceStep: {
            amount: string;
            /** @enum {string} */
            code: "price" | "basis" | "percent" | "floor" | "ceiling" | "round" | "break" | "tax";
            value?: string;
        };
        /** @description What one unit of a currency is in the currency of the comparison. */
        CompareRate: {
            currency: string;
            /** Format: date */
            day: string;
            rate: string;
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
        CompareSettings: {
            currency: string;
            /** @description What a day of waiting for one line costs. */
            day_cost: string;
            /** @description What one more order costs. */
            order_cost: string;
            /** @description A price that was not said again for so many days wins nothing; absent: prices do not age. */
            stale_days?: number;
            /** Format: date-time */
            updated_at?: string;
            /**
             * Format: int64
             * @description 0 where nobody has set anything.
             */
            version: number;
            /** @description Per cent a year: what paying later is worth. */
            yearly_rate: string;
        };
        CompareSettingsDraft: {
            currency: string;
            day_cost: string;
            order_cost: string;
            stale_days?: number;
            yearly_rate: string;
        };
        /** @description What the chosen cells come to at one supplier, in the currency of the comparison. */
        CompareShare: {
            /** @description For a small order. */
            fee: string;
            freight: string;
            goods: string;
            hints?: components["schemas"]["CompareHint"][];
            lines: number;
            missing?: components["schemas"]["CompareMoney"];
            /** @description What paying later, or at once with a discount, is worth: zero or below. */
            payment: string;
            /** @description Zero or below. */
            promotions: string;
            /** @description What is paid; what paying later is worth and waiting are not in it. */
            total: string;
        };
        /** @description A supplier that shows something to me. What is not granted is absent. */
        CompareSupplier: {
            chosen: components["schemas"]["CompareShare"];
            /** @description How long it is on its way to there. */
            delivery_days?: number;
            discount_days?: number;
            /** @description For paying within discount_days. */
            discount_percent?: string;
            /** Format: int64 */
            epoch: number;
            free_freight_from?: components["schemas"]["CompareMoney"];
            /**
             * @description How freight is reckoned; unknown where the supplier says nothing.
             * @enum {string}
             */
            freight?: "flat" | "value" | "weight" | "free" | "unknown";
            minimum_order?: components["schemas"]["CompareMoney"];
            name: string;
            notice_days?: number;
            /** @description Lines for which it has an offer. */
            offers: number;
            /** @description When I pay; absent where nothing is agreed. */
            payment_days?: number;
            /**
             * @description Which price holds for what is ordered: of the order's date, of shipment, or the old one until notice_days after a change was told. Absent where no prices are shown.
             * @enum {string}
             */
            protection?: "order_date" | "ship_date" | "notice";
            /** @description Where it delivers to me; absent where that is not agreed. */
            region?: string;
            shows: components["schemas"]["Shows"];
            supplier: components["schemas"]["CompanyID"];
            /** @description Lines for which its offer is the best. */
            wins: number;
        };
        /** @description A part of the true cost; together they are it, to the cent. */
        CompareTerm: {
            /** @description In the currency of the comparison. */
            amount: string;
            /**
             * @description goods: what is needed; over: what packs and minimum add; fee: for a small order; minimum: what is missing of the least order; payment and discount: what paying later or at once is worth; delay: what waiting costs.
             * @enum {string}
             */
            code: "goods" | "over" | "promotion" | "freight" | "fee" | "minimum" | "payment" | "discount" | "delay";
            days?: number;
            /** @description False where the supplier says nothing, and the amount is zero for that. */
            known?: boolean;
            of?: components["schemas"]["CompareMoney"];
            percent?: string;
            /** @description The names of the promotions. */
            words?: string;
        };
        /** @description Over all lines, in the currency of the comparison. */
        CompareTotal: {
            /** @description The sum of the best true costs. */
            best: string;
            /** @description The sum of the true costs that are chosen. */
            chosen: string;
            lines: number;
            matched: number;
            /** @description What so many orders cost me, beside. */
            order_cost: string;
            /** @description Lines that are not understood; matched + questions = lines. */
            questions: number;
            /** @description That the chosen cells are of. */
            suppliers: number;
            /** @description Matched lines for which no offer has a true cost. */
            unpriced: number;
        };
        Comparison: {
            /**
             * Format: date-time
             * @description The moment of all figures.
             */
            at: string;
            /** @description Of true costs. */
            currency: string;
            lines: components["schemas"]["CompareLine"][];
            rates: components["schemas"]["CompareRate"][];
            settings: components["schemas"]["CompareSettings"];
            suppliers: components["schemas"]["CompareSupplier"][];
            total: components["schemas"]["CompareTotal"];
        };
        CorrectedWord: {
            /** @description What was found in its place. */
            found: string[];
            typed: string;
        };
        /** @example cus_06evk3q2b5vt8h0000000000a0 */
        CustomerID: string;
        /**
         * @description A plain decimal number.
         * @example 100
         */
        Decimal: string;
        /** @description What the offers have, with how many of them; the most frequent first. At most 30 of each. */
        FoundFacets: {
            brands: components["schemas"]["ValueFacet"][];
            categories: components["schemas"]["ValueFacet"][];
            headings: components["schemas"]["HeadingFacet"][];
            /** @description Those that a supplier shows to be in stock. */
            in_stock: number;
            suppliers: components["schemas"]["SupplierFacet"][];
            traits: components["schemas"]["TraitFacet"][];
        };
        /** @description The item's first picture; its bytes come from …/suppliers/{supplier}/items/{item}/media/{media}/thumbnail. */
        FoundImageID: string;
        FoundOffer: {
            image?: components["schemas"]["FoundImageID"];
            /** @description Where the name has the words. */
            marks: components["schemas"]["TextMark"][];
            offer: components["schemas"]["Offer"];
            /** @description What my company calls the item. */
            own_code?: string;
            own_name?: string;
            supplier: components["schemas"]["CompanyID"];
        };
        FoundOffers: {
            /** @description Words that were taken for others because nothing has them as they are written. */
            corrected: components["schemas"]["CorrectedWord"][];
            facets?: components["schemas"]["FoundFacets"];
            items: components["schemas"]["FoundOffer"][];
            /** @description There are more than are listed and counted here, on this page and all that follow: narrow the words. */
            more: boolean;
            next?: string;
            /** @description Those with offers on this page. */
            suppliers: components["schemas"]["FoundSupplier"][];
            /** @description How many there are; with more, at least so many. */
            total: number;
        };
        FoundSupplier: {
            /** Format: int64 */
            epoch: number;
            name: string;
            shows: components["schemas"]["Shows"];
            supplier: components["schemas"]["CompanyID"];
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
        /** @example grp_06evk3q2b5vt8h0000000000a0 */
        GroupID: string;
        HeadingFacet: {
            count: number;
            /** @description English. */
            name: string;
            /** @description Where there is a Chinese name. */
            name_zh?: string;
            /** @description Four digits of the Harmonized System. */
            value: string;
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
        /** @description One item as this buyer may see it. What is not granted is absent. */
        Offer: {
            brand?: string;
            category: string;
            /** @description https address. */
            datasheet?: string;
            gtin?: string;
            item: components["schemas"]["ItemID"];
            /** @description Days until it leaves the supplier. */
            lead_days?: number;
            list_price?: components["schemas"]["OfferPrice"];
            /** @description Smallest quantity. */
            minimum: string;
            /** @description The manufacturer's number. */
            mpn?: string;
            /** @description Quantities go up in these steps. */
            multiple: string;
            name: string;
            price?: components["schemas"]["OfferPrice"];
            promise?: components["schemas"]["StockPromise"];
            promotion?: string;
            /** @description The supplier's own number. */
            sku: string;
            stock?: components["schemas"]["OfferStock"];
            /** @description UN/ECE Recommendation 20 code of what is sold and counted. */
            unit: string;
        };
        OfferExport: {
            category?: string;
            /** @enum {string} */
            format: "csv" | "xlsx";
            q?: string;
        };
        /** @description For whom a file or a page was made. */
        OfferMark: {
            /** Format: date-time */
            at: string;
            /** @description Short code under which the supplier finds the entry. */
            code: string;
            company: string;
            person: string;
        };
        OfferPage: {
            /**
             * Format: int64
             * @description Of what the supplier shows; rises with every change of that.
             */
            epoch: number;
            items: components["schemas"]["Offer"][];
            next?: string;
            shows: components["schemas"]["Shows"];
        };
        /** @description Of one unit, for this buyer. */
        OfferPrice: {
            /** @description A decimal with six places, such as 12.300000. */
            amount: string;
            breaks?: components["schemas"]["PriceBreak"][];
            /** @description ISO 4217. */
            currency: string;
        };
        OfferSelection: {
            category?: string;
            q?: string;
        };
        OfferStock: {
            /**
             * Format: date-time
             * @description Of class exact: when that was counted.
             */
            as_of?: string;
            /** @enum {string} */
            class: "yes" | "no" | "band" | "exact";
            /** @description Of class exact: so many are there. */
            exact?: string;
            /** @description Of a band: at least so many are there. */
            floor?: string;
        };
        OwnEqual: {
            /** Format: date-time */
            at: string;
            left: components["schemas"]["OwnEqualSide"];
            right: components["schemas"]["OwnEqualSide"];
            /** @enum {string} */
            says: "equal" | "other";
        };
        OwnEqualPage: {
            items: components["schemas"]["OwnEqual"][];
            next?: string;
        };
        OwnEqualSide: {
            item: components["schemas"]["ItemID"];
            name?: string;
            sku?: string;
            supplier: components["schemas"]["CompanyID"];
            supplier_name?: string;
        };
        OwnItem: {
            facts: components["schemas"]["OwnItemFacts"];
            item: components["schemas"]["ItemID"];
            offer?: components["schemas"]["Offer"];
            supplier: components["schemas"]["CompanyID"];
            /** @description Absent while the supplier shows us nothing. */
            supplier_name?: string;
            /** Format: date-time */
            updated_at: string;
        };
        OwnItemDraft: {
            code?: string;
            /** @description How much of holds_unit one sold unit holds. */
            holds?: string;
            holds_unit?: string;
            name?: string;
        };
        /** @description What we call it. Empty where we say nothing. */
        OwnItemFacts: {
            code?: string;
            holds?: string;
            holds_unit?: string;
            name?: string;
        };
        OwnItemLine: {
            code?: string;
            item: components["schemas"]["ItemID"];
            name?: string;
            supplier: components["schemas"]["CompanyID"];
        };
        OwnItemLineOutcome: {
            /** @description Place in the request, from 0. */
            line: number;
            /** @enum {string} */
            outcome: "accepted" | "flagged";
            problems?: components["schemas"]["ProblemField"][];
        };
        OwnItemLines: {
            lines: components["schemas"]["OwnItemLine"][];
        };
        OwnItemOutcome: {
            accepted: number;
            flagged: number;
            lines: components["schemas"]["OwnItemLineOutcome"][];
        };
        OwnItemPage: {
            items: components["schemas"]["OwnItem"][];
            next?: string;
        };
        OwnMatch: {
            candidates: components["schemas"]["OwnMatchCandidate"][];
            /** @description Place in the request, from 0. */
            line: number;
            /** @enum {string} */
            outcome: "matched" | "several" | "none";
        };
        OwnMatchCandidate: {
            /** @enum {string} */
            by: "sku" | "gtin";
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
            supplier: components["schemas"]["CompanyID"];
            supplier_name: string;
        };
        OwnMatches: {
            lines: components["schemas"]["OwnMatch"][];
            matched: number;
            questions: number;
        };
        OwnMatchLine: {
            /** @description A supplier's number, or a barcode. */
            number: string;
        };
        OwnMatchLines: {
            lines: components["schemas"]["OwnMatchLine"][];
        };
        OwnPrice: {
            item: components["schemas"]["ItemID"];
            list?: components["schemas"]["OfferPrice"];
            name: string;
            price: components["schemas"]["OfferPrice"];
            sku: string;
            /** Format: date-time */
            updated_at: string;
        };
        OwnPriceLine: {
            price?: components["schemas"]["OwnPriceValue"];
            /** @description True takes the customer's own price of this item away. */
            remove?: boolean;
            sku: string;
        };
        OwnPriceLines: {
            customer: components["schemas"]["CustomerID"];
            lines: components["schemas"]["OwnPriceLine"][];
        };
        OwnPricePage: {
            items: components["schemas"]["OwnPrice"][];
            next?: string;
        };
        OwnPriceValue: {
            amount: string;
            breaks?: components["schemas"]["PriceBreak"][];
            /** @description ISO 4217; empty for that of the item's list price. */
            currency: string;
        };
        PreviewRequest: {
            after?: string;
            buyer?: components["schemas"]["CompanyID"];
            category?: string;
            customer?: components["schemas"]["CustomerID"];
            default?: boolean;
            draft?: components["schemas"]["GrantDraft"];
            group?: components["schemas"]["GroupID"];
            limit?: number;
            q?: string;
        };
        PriceBreak: {
            amount: string;
            /** @description From this quantity on. */
            from: string;
        };
        PriceHistory: {
            points: components["schemas"]["PricePoint"][];
        };
        /**
         * @description own: the buyer's own price, or the list price where it has none; never both.
         * @enum {string}
         */
        PriceLevel: "none" | "list" | "own";
        /** @description What one base unit costs. */
        PricePerUnit: {
            /** @description Rounded to six places, halves up. */
            amount: string;
            currency: string;
            /** @description Whether it rests on a guess. */
            guess: boolean;
            /** @description How many base units one sold unit holds; a decimal, or a fraction such as 1/3. */
            holds: string;
            /**
             * @description Where holds is from: the unit itself, the supplier's packs, my own word, a reading of the text, or a nominal weight.
             * @enum {string}
             */
            source: "unit" | "pack" | "own" | "text" | "weight";
            unit: string;
        };
        PricePoint: {
            /** Format: date-time */
            at: string;
            price?: components["schemas"]["OfferPrice"];
        };
        PrintedComparison: {
            comparison: components["schemas"]["Comparison"];
            mark: components["schemas"]["OfferMark"];
        };
        PrintedOffers: {
            /** Format: int64 */
            epoch: number;
            items: components["schemas"]["Offer"][];
            mark: components["schemas"]["OfferMark"];
            shows: components["schemas"]["Shows"];
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
        ProductAttribute: {
            name: string;
            unit?: string;
            value: string;
        };
        ProductOffer: {
            attributes: components["schemas"]["ProductAttribute"][];
            /**
             * @description The lowest price per unit of its currency. With guess it is the lowest only if a guess is right; then the lowest certain one is marked too.
             * @enum {string}
             */
            best?: "certain" | "guess";
            contradictions: components["schemas"]["SameContradiction"][];
            description?: string;
            evidence: components["schemas"]["SameEvidence"][];
            offer: components["schemas"]["Offer"];
            own?: components["schemas"]["OwnItemFacts"];
            packs: components["schemas"]["ProductPack"][];
            per_unit?: components["schemas"]["PricePerUnit"];
            /**
             * Format: date-time
             * @description Since when this price stands, as far as it is known.
             */
            priced_at?: string;
            /**
             * @description I said that it is the same.
             * @enum {string}
             */
            said?: "equal";
            supplier: components["schemas"]["CompanyID"];
        };
        ProductPack: {
            /** @description How many of the sold unit. */
            contains: string;
            gross_kg?: string;
            gtin?: string;
            /** @enum {string} */
            level: "each" | "inner" | "case" | "pallet";
            unit: string;
        };
        /** @description One thing as one buyer may see it, from all of its suppliers that show it. */
        ProductPage: {
            alternates: components["schemas"]["Alternate"][];
            /** @description Of the list as it stands; wanted by putAlternates. */
            alternates_tag: string;
            /** @description UN/ECE Recommendation 20 code in which prices are compared; absent where nothing converts into one. */
            base_unit?: string;
            brand?: string;
            description?: string;
            gtins: string[];
            item: components["schemas"]["ItemID"];
            mpns: string[];
            /** @description The best text of those that are shown. */
            name: string;
            /** @description The cheapest per unit first, currency by currency; those without a price last. */
            offers: components["schemas"]["ProductOffer"][];
            /** @description What I said is another thing. */
            others: components["schemas"]["FoundOffer"][];
            own?: components["schemas"]["OwnItemFacts"];
            supplier: components["schemas"]["CompanyID"];
            suppliers: components["schemas"]["FoundSupplier"][];
            /** @description Of the one that was asked for. */
            variants?: components["schemas"]["ProductVariant"][];
        };
        /** @description Another item of the same family at the same supplier. */
        ProductVariant: {
            /** @description In what it differs. */
            axes: components["schemas"]["ProductAttribute"][];
            item: components["schemas"]["ItemID"];
            name: string;
            sku: string;
            supplier: components["schemas"]["CompanyID"];
        };
        SameContradiction: {
            /** @enum {string} */
            conflict: "pack" | "measure" | "unit" | "brand" | "barcode" | "part_number";
            /** @description Of the offer that was asked for. */
            here: string;
            there: string;
        };
        /** @description Why it is shown as the same, from what I may see of both. */
        SameEvidence: {
            /**
             * @description hub: confirmed by the hub.
             * @enum {string}
             */
            ground: "barcode" | "part_number" | "brand" | "name" | "hub" | "me";
            value?: string;
        };
        SameSaid: {
            item: components["schemas"]["ItemID"];
            /** @enum {string} */
            says: "equal" | "other" | "nothing";
            supplier: components["schemas"]["CompanyID"];
        };
        SheetCategories: {
            items: components["schemas"]["SheetCategory"][];
        };
        SheetCategory: {
            /**
             * Format: int64
             * @description How many active items.
             */
            items: number;
            name: string;
        };
        SheetItem: {
            brand?: string;
            category: string;
            datasheet?: string;
            gtin?: string;
            item: components["schemas"]["ItemID"];
            lead_days?: number;
            minimum: string;
            mpn?: string;
            multiple: string;
            name: string;
            price?: components["schemas"]["OfferPrice"];
            promotion?: string;
            sku: string;
            /** @enum {string} */
            state: "active" | "withdrawn";
            stock?: string;
            /** Format: date-time */
            stock_as_of?: string;
            unit: string;
            /** Format: date-time */
            updated_at: string;
        };
        /** @description Texts as they come; a line whose texts cannot be understood is flagged and nothing of it is taken. */
        SheetLine: {
            brand?: string;
            /** @description Empty is “general”. */
            category?: string;
            /** @description What shall no longer be kept. */
            clear?: ("price" | "stock")[];
            /** @description https address. */
            datasheet?: string;
            /** @description GTIN-8, -12, -13 or -14 with its check digit. */
            gtin?: string;
            lead_days?: string;
            /** @description Default 1. */
            minimum?: string;
            mpn?: string;
            /** @description Default 1. */
            multiple?: string;
            name?: string;
            price?: components["schemas"]["SheetPrice"];
            sku: string;
            /** @description How many are there. */
            stock?: string;
            /** @description UN/ECE Recommendation 20 code or a common name; empty is H87, a piece. */
            unit?: string;
            /** @description True takes the item out of every offer; nothing else of the line is needed then. */
            withdrawn?: boolean;
        };
        SheetLineOutcome: {
            item?: components["schemas"]["ItemID"];
            /** @description Place in the request, from 0. */
            line: number;
            /** @enum {string} */
            outcome: "accepted" | "flagged";
            /** @description With a path into the line, such as /gtin. */
            problems?: components["schemas"]["ProblemField"][];
            sku: string;
        };
        SheetLines: {
            lines: components["schemas"]["SheetLine"][];
        };
        SheetOutcome: {
            accepted: number;
            flagged: number;
            lines: components["schemas"]["SheetLineOutcome"][];
            /** @description Of a sheet: what changed, as one step of the history that can be undone; left out where nothing did. */
            revision?: string;
        };
        SheetPage: {
            items: components["schemas"]["SheetItem"][];
            next?: string;
        };
        SheetPrice: {
            amount: string;
            breaks?: components["schemas"]["PriceBreak"][];
            currency: string;
            /** @description What is told about an action; only with a list price. */
            promotion?: string;
        };
        /** @description Which kinds of facts the supplier shows to this buyer. A fact that is not shown is absent from the offers, whatever it is. */
        Shows: {
            /**
             * @description Of the supplier's categories.
             * @enum {string}
             */
            catalogue: "all" | "part" | "none";
            documents: boolean;
            lead_time: boolean;
            /** @enum {string} */
            price: "none" | "list" | "own";
            promotions: boolean;
            /** @description What the supplier shows it for. */
            purpose?: string;
            /** @enum {string} */
            stock: "none" | "yes_no" | "band" | "exact";
            /**
             * Format: date-time
             * @description When part of this ends; absent when it has no end.
             */
            until?: string;
        };
        /** @enum {string} */
        StockLevel: "none" | "yes_no" | "band" | "exact";
        /**
         * @description When a quantity can be had, from nothing but what is granted: of an offer the least that can be ordered, of an answer the quantity that was asked for, of a cell what
         *     has to be ordered. Absent where what is granted says nothing.
         */
        StockPromise: {
            /**
             * Format: date
             * @description The day on which it leaves; absent for now.
             */
            by?: string;
            /**
             * @description It lies there; with what is on its way; on the supplier's lead time.
             * @enum {string}
             */
            class: "now" | "incoming" | "lead_time";
        };
        SupplierFacet: {
            count: number;
            name: string;
            supplier: components["schemas"]["CompanyID"];
        };
        /** @description A part of a text, counted in UTF-16 code units. */
        TextMark: {
            from: number;
            /** @description The first one behind it. */
            to: number;
        };
        TraitFacet: {
            key: string;
            values: components["schemas"]["ValueFacet"][];
        };
        ValueFacet: {
            count: number;
            value: string;
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
        Category: string;
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description A list of my company. */
        CompareListPath: components["schemas"]["CompareListID"];
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        /** @description The item of that supplier. */
        OfferedItem: components["schemas"]["ItemID"];
        /** @description Words, a number, a barcode, pinyin or its initials, in any mixture; each must be found. */
        SearchWords: string;
        /** @description The supplier that is looked at. */
        Supplier: components["schemas"]["CompanyID"];
        /** @description Words of name, SKU, brand, manufacturer's number or GTIN; each must occur. */
        Words: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    compareBasket: {
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
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description In the order of the lines; cells by rank. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportComparison: {
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
                "application/json": components["schemas"]["CompareExport"];
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
    printComparison: {
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
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description The comparison and its mark. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintedComparison"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompareSettings: {
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
            /** @description Version 0 where nobody has set anything. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCompareSettings: {
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
                "application/json": components["schemas"]["CompareSettingsDraft"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareSettings"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listCompareLists: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of name, SKU, brand, manufacturer's number or GTIN; each must occur. */
                q?: components["parameters"]["Words"];
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
            /** @description The last changed first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareListPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createCompareList: {
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
                "application/json": components["schemas"]["CompareListDraft"];
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
                    "application/json": components["schemas"]["CompareList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getCompareList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
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
                    "application/json": components["schemas"]["CompareList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putCompareList: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareListDraft"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteCompareList: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
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
    duplicateCompareList: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description A list of my company. */
                compare_list: components["parameters"]["CompareListPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareListName"];
            };
        };
        responses: {
            /** @description The new list. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    searchOffers: {
        parameters: {
            query: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description Only these brands. */
                brand?: string[];
                /** @description Only these categories of suppliers. */
                category?: string[];
                /** @description True counts what could narrow the search. */
                facets?: boolean;
                /** @description Only categories that stand under these headings of the Harmonized System, such as 8533. */
                heading?: string[];
                /** @description True leaves only what a supplier shows to be in stock. */
                in_stock?: boolean;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words, a number, a barcode, pinyin or its initials, in any mixture; each must be found. */
                q: components["parameters"]["SearchWords"];
                /** @description Default is best: what fits best comes first. By price within one currency, without a price last. */
                sort?: "best" | "name" | "price";
                /** @description Only offers of these. */
                suppliers?: components["schemas"]["CompanyID"][];
                /** @description Only items with these attributes, each written as facets write it: key=value. Values of one key are alternatives. */
                trait?: string[];
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
            /** @description Each supplier shows what it shows of its own offers; the ETag changes with the epoch of any of them. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundOffers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    suggestOffers: {
        parameters: {
            query: {
                /** @description Default 8. */
                limit?: number;
                /** @description Words, a number, a barcode, pinyin or its initials, in any mixture; each must be found. */
                q: components["parameters"]["SearchWords"];
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
            /** @description What fits best comes first. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundOffers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnEquals: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                says?: "equal" | "other";
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
                    "application/json": components["schemas"]["OwnEqualPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnItems: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of our code or name; each must occur. */
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
            /** @description By our code. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnItemPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putOwnItems: {
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
                "application/json": components["schemas"]["OwnItemLines"];
            };
        };
        responses: {
            /** @description What became of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnItemOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    matchOwnItems: {
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
                "application/json": components["schemas"]["OwnMatchLines"];
            };
        };
        responses: {
            /** @description In the order of the lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnMatches"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    previewOffers: {
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
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description As listOffers. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSheet: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                category?: components["parameters"]["Category"];
                /** @description Only these, in whatever state they are, all on one page; nothing else narrows them. */
                items?: components["schemas"]["ItemID"][];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of name, SKU, brand, manufacturer's number or GTIN; each must occur. */
                q?: components["parameters"]["Words"];
                /** @description Default is active. */
                state?: "active" | "withdrawn";
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
                    "application/json": components["schemas"]["SheetPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putSheet: {
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
                "application/json": components["schemas"]["SheetLines"];
            };
        };
        responses: {
            /** @description What became of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listSheetCategories: {
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
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetCategories"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOwnPrices: {
        parameters: {
            query: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                customer: components["schemas"]["CustomerID"];
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
            /** @description By SKU. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnPricePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putOwnPrices: {
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
                "application/json": components["schemas"]["OwnPriceLines"];
            };
        };
        responses: {
            /** @description What became of each line. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SheetOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    checkAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AvailabilityRequest"];
            };
        };
        responses: {
            /** @description In the order of the request. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putAlternates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlternateDrafts"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    putOwnItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnItemDraft"];
            };
        };
        responses: {
            /** @description As it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnItemFacts"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPriceHistory: {
        parameters: {
            query?: {
                /** @description How far back, default 365. */
                days?: number;
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The oldest first. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceHistory"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description As this buyer may see it now. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    sayIfSame: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The item of that supplier. */
                item: components["parameters"]["OfferedItem"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SameSaid"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
    listOffers: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                category?: components["parameters"]["Category"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of name, SKU, brand, manufacturer's number or GTIN; each must occur. */
                q?: components["parameters"]["Words"];
            };
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By SKU. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportOffers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferExport"];
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
    printOffers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description The supplier that is looked at. */
                supplier: components["parameters"]["Supplier"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OfferSelection"];
            };
        };
        responses: {
            /** @description By SKU. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrintedOffers"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
