// Written by `npm run gen` from api/openapi/matching.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/matching/answers": {
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
        /** Answer what is asked about my items */
        post: operations["answerMatchAsks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/matching/asks": {
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
         * What the hub asks about my items
         * @description Each asks whether an item of mine is a product that others sell too. Who they are is not told.
         */
        get: operations["listMatchAsks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/matching/items": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** My items for sale, and how each stands */
        get: operations["listMatchItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/matching/items/{item}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["schemas"]["ItemID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that my item is not that product
         * @description Takes my item out of its product at once; nothing brings it back by itself. An item that is alone stays as it is.
         */
        post: operations["leaveMatchProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/matching/items/{item}/return": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["schemas"]["ItemID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back what I said about my item
         * @description My answers about the item are forgotten, and it is matched anew, soon after.
         */
        post: operations["returnMatchItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/answers": {
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
         * Answer questions
         * @description Each answer is taken by itself. One that comes too late, or about texts that have changed since, is not taken and says so; so is a yes where something contradicts and `despite` is not given. Every answer that is taken has a deed of its own, by which it can be undone.
         */
        post: operations["answerMatchQuestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/deeds/{deed}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                deed: components["schemas"]["MatchDeedID"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo an answer, a split or a join
         * @description Everything it changed stands again as before, but what somebody changed since. Undone once, it stays undone.
         */
        post: operations["undoMatchDeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/joins": {
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
         * Say that two products, or a product and an item, are one
         * @description Refused with `matching.contradiction` where items contradict, with one field for each contradiction, unless `despite` is given.
         */
        post: operations["joinMatchProducts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/lonely": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Items of all suppliers that are in no product */
        get: operations["listLonelyItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/policy": {
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
         * How sure the hub must be to confirm by itself
         * @description With `precision`, what that precision would mean now; nothing is changed by it.
         */
        get: operations["getMatchPolicy"];
        /**
         * Set how sure the hub must be to confirm by itself
         * @description Applies to all open questions soon after, and to everything from then on. What people said stays.
         */
        put: operations["setMatchPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/products": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** Products with more than one item */
        get: operations["listMatchProducts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/products/{product}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                product: components["parameters"]["MatchedProduct"];
            };
            cookie?: never;
        };
        /** A product with its items, its edges and their evidence */
        get: operations["getMatchProduct"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/products/{product}/split": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                product: components["parameters"]["MatchedProduct"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take one item out, or cut one edge
         * @description An item that is taken out is said to be another product than each of the others. A cut edge says that its two items are two products; the others go with the side they are nearer to.
         */
        post: operations["splitMatchProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/questions": {
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
         * Open questions, the most valuable first
         * @description What a question is worth grows with its uncertainty and with how many items a yes joins. Skipped ones come last. Answers change what others are worth, so fetch the first page again rather than the next one when you answer as you read.
         */
        get: operations["listMatchQuestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/operator/{company}/matching/status": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** How far matching is */
        get: operations["getMatchStatus"];
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
        /** @example itm_06evk3q2b5vt8h0000000000a0 */
        ItemID: string;
        MatchAnswer: {
            /** @description Same, although something contradicts. Default false. */
            despite?: boolean;
            question: components["schemas"]["MatchQuestionID"];
            verdict: components["schemas"]["MatchVerdict"];
            /** Format: int64 */
            version: number;
        };
        MatchAnswered: {
            /**
             * Format: int64
             * @description How many questions are open now.
             */
            left: number;
            results: components["schemas"]["MatchOutcome"][];
        };
        MatchAnswers: {
            answers: components["schemas"]["MatchAnswer"][];
        };
        MatchAsk: {
            /** Format: date-time */
            asked_at: string;
            contradictions: components["schemas"]["MatchContradiction"][];
            id: components["schemas"]["MatchAskID"];
            item: components["schemas"]["MatchOwnItem"];
            product: components["schemas"]["MatchText"];
            /** @description Left is the own item, right the product. */
            reasons: components["schemas"]["MatchReason"][];
        };
        MatchAskAnswer: {
            ask: components["schemas"]["MatchAskID"];
            verdict: components["schemas"]["MatchVerdict"];
        };
        MatchAskAnswered: {
            /** Format: int64 */
            left: number;
            results: components["schemas"]["MatchAskOutcome"][];
        };
        MatchAskAnswers: {
            answers: components["schemas"]["MatchAskAnswer"][];
        };
        MatchAskID: string;
        MatchAskOutcome: {
            ask: components["schemas"]["MatchAskID"];
            /**
             * @description `settled`: it is no question any more.
             * @enum {string}
             */
            outcome: "taken" | "settled";
        };
        MatchAskPage: {
            items: components["schemas"]["MatchAsk"][];
            /**
             * Format: int64
             * @description How many are open.
             */
            left: number;
            next?: string;
        };
        MatchAttribute: {
            name: string;
            value: string;
        };
        MatchContradiction: {
            /**
             * @description `refused`: somebody said that two items this would join are different; `supplier_twice`: it would join two items of one supplier.
             * @enum {string}
             */
            kind: "pack" | "measure" | "unit" | "brand" | "barcode" | "part_number" | "refused" | "supplier_twice";
            /** @description What one side says. */
            left: string;
            right: string;
        };
        MatchDeed: {
            id: components["schemas"]["MatchDeedID"];
            /** @description The products that the items are in now, the largest first; none for items that are alone. */
            products: components["schemas"]["MatchProductID"][];
        };
        MatchDeedID: string;
        MatchEdge: {
            /** Format: date-time */
            answered_at?: string;
            /** @description Name of the person who answered, where it is one of the operator's. */
            answered_by?: string;
            /** Format: double */
            confidence: number;
            contradictions: components["schemas"]["MatchContradiction"][];
            ground: components["schemas"]["MatchGround"];
            id: components["schemas"]["MatchQuestionID"];
            left: components["schemas"]["ItemID"];
            reasons: components["schemas"]["MatchReason"][];
            right: components["schemas"]["ItemID"];
            /**
             * @description `implied`: another edge asks it, or others have answered it.
             * @enum {string}
             */
            state: "proposed" | "confirmed" | "implied" | "refused";
            /** Format: date-time */
            updated_at: string;
        };
        /**
         * @description What an edge rests on.
         * @enum {string}
         */
        MatchGround: "barcode" | "part_number" | "model" | "operator" | "supplier";
        MatchItem: {
            item: components["schemas"]["MatchOwnItem"];
            /** @description What the others say of the product; only where two other suppliers at least sell it. */
            product?: components["schemas"]["MatchText"];
            /** @description Whether I said that it is not some product; `return` takes that back. */
            said_no: boolean;
            state: components["schemas"]["MatchItemState"];
        };
        MatchItemPage: {
            items: components["schemas"]["MatchItem"][];
            next?: string;
        };
        /**
         * @description `alone`: nobody else is known to sell it; `matched`: in a product with items of others; `asked`: alone, and there is a question about it.
         * @enum {string}
         */
        MatchItemState: "alone" | "matched" | "asked";
        MatchJoin: {
            /** @description Join although items contradict. Default false. */
            despite?: boolean;
            left: components["schemas"]["MatchPart"];
            right: components["schemas"]["MatchPart"];
        };
        MatchLonely: {
            items: components["schemas"]["MatchRecord"][];
        };
        MatchMeaning: {
            /**
             * Format: int64
             * @description People's answers that the model was measured on.
             */
            answers: number;
            /**
             * Format: int64
             * @description How many answers stand at or above the line.
             */
            beyond?: number;
            /**
             * Format: int64
             * @description Confirmed edges that rest on equal codes.
             */
            by_code: number;
            /** Format: int64 */
            by_model: number;
            /** Format: int64 */
            by_people: number;
            /**
             * Format: double
             * @description The confidence from which on the precision is proven.
             */
            line?: number;
            /**
             * Format: double
             * @description What the true precision is at least, at nine to one.
             */
            lower_bound?: number;
            /**
             * Format: double
             * @description The precision of people's answers at and above the line.
             */
            measured?: number;
            /** @description Whether people's answers prove the precision at any confidence. While they don't the model confirms nothing. */
            proven: boolean;
            /**
             * Format: int64
             * @description How many of the open questions would be confirmed without asking.
             */
            would_confirm: number;
        };
        /** @description The learned model. Its figures are of people's answers, each judged by trees that had not seen it; missing while there are too few. */
        MatchModel: {
            /**
             * Format: int64
             * @description People's answers it learned from.
             */
            answers: number;
            /**
             * Format: int64
             * @description Pairs it learned from that codes answered, the codes hidden.
             */
            coded: number;
            /** Format: double */
            f1?: number;
            /**
             * Format: double
             * @description At the confidence of the highest F1.
             */
            precision?: number;
            /** Format: double */
            recall?: number;
            /** Format: date-time */
            trained_at: string;
            /** Format: int64 */
            version: number;
        };
        MatchOutcome: {
            contradictions: components["schemas"]["MatchContradiction"][];
            deed?: components["schemas"]["MatchDeedID"];
            /**
             * @description `changed`: the texts are others now; `settled`: it is no question any more; `contradicts`: say so with `despite`.
             * @enum {string}
             */
            outcome: "taken" | "changed" | "settled" | "contradicts";
            question: components["schemas"]["MatchQuestionID"];
        };
        MatchOwnItem: components["schemas"]["MatchText"] & {
            id: components["schemas"]["ItemID"];
            sku: string;
        };
        /** @description Either a product, or an item with its supplier. */
        MatchPart: {
            item?: components["schemas"]["ItemID"];
            product?: components["schemas"]["MatchProductID"];
            supplier?: components["schemas"]["CompanyID"];
        };
        MatchPolicy: {
            automatic: boolean;
            /**
             * Format: double
             * @description The precision that `means` is about.
             */
            looked_at: number;
            means: components["schemas"]["MatchMeaning"];
            /** Format: double */
            precision: number;
            /** Format: date-time */
            updated_at: string;
        };
        MatchPolicyChange: {
            /** @description Whether the model may confirm at all. Equal codes without a contradiction always do. */
            automatic: boolean;
            /**
             * Format: double
             * @description The part of confirmations by the model that must be right.
             */
            precision: number;
        };
        MatchProduct: components["schemas"]["MatchText"] & {
            /** Format: date-time */
            changed_at: string;
            id: components["schemas"]["MatchProductID"];
            items: number;
            suppliers: number;
        };
        MatchProductID: string;
        MatchProductPage: {
            items: components["schemas"]["MatchProduct"][];
            next?: string;
        };
        MatchProductWhole: {
            /** @description All edges between its items. */
            edges: components["schemas"]["MatchEdge"][];
            members: components["schemas"]["MatchRecord"][];
            product: components["schemas"]["MatchProduct"];
        };
        MatchQuestion: {
            /** Format: date-time */
            asked_at: string;
            /**
             * Format: double
             * @description Probability that both are one product. Without a model it is the likeness of the texts.
             */
            confidence: number;
            contradictions: components["schemas"]["MatchContradiction"][];
            ground: components["schemas"]["MatchGround"];
            id: components["schemas"]["MatchQuestionID"];
            left: components["schemas"]["MatchRecord"];
            /** @description How many items the left one's product has. 1 when it is alone. */
            left_items: number;
            /** @description The strongest first. */
            reasons: components["schemas"]["MatchReason"][];
            right: components["schemas"]["MatchRecord"];
            right_items: number;
            skipped: boolean;
            /** @description How many suppliers a yes brings together. */
            suppliers: number;
            /**
             * Format: int64
             * @description Goes up when the texts or the reasons change; an answer names the one it is about.
             */
            version: number;
        };
        MatchQuestionID: string;
        MatchQuestionPage: {
            items: components["schemas"]["MatchQuestion"][];
            /**
             * Format: int64
             * @description How many questions are open.
             */
            left: number;
            next?: string;
            /**
             * Format: int64
             * @description How many more were less worth asking and wait until there is room.
             */
            rest: number;
        };
        /** @description One reason, to be worded by its topic. Words are folded (lower case, no accents) as they stand in the texts, so that they can be highlighted there. */
        MatchReason: {
            /** @description What both sides say. */
            both: string[];
            left: string[];
            right: string[];
            /**
             * @description What it is about. `words`: words that people's answers made telling; `rivals`: how this candidate stands among others.
             * @enum {string}
             */
            topic: "name" | "text" | "code" | "measure" | "pack" | "brand" | "barcode" | "part_number" | "attribute" | "words" | "rivals";
            /**
             * Format: double
             * @description How far it moved the model, in log-odds: above zero it speaks for the pair. 0 without a model.
             */
            weight: number;
        };
        /** @description An item of a supplier, for the operator. */
        MatchRecord: components["schemas"]["MatchText"] & {
            attributes: components["schemas"]["MatchAttribute"][];
            category: string;
            item: components["schemas"]["ItemID"];
            /** @description The supplier's own number. */
            sku: string;
            supplier: components["schemas"]["CompanyID"];
            supplier_name: string;
        };
        /** @description Either an item with its supplier, or an edge. */
        MatchSplit: {
            edge?: components["schemas"]["MatchQuestionID"];
            item?: components["schemas"]["ItemID"];
            supplier?: components["schemas"]["CompanyID"];
        };
        MatchStatus: {
            /**
             * Format: int64
             * @description Questions that suppliers have about their own items.
             */
            asks: number;
            automatic: boolean;
            /**
             * Format: int64
             * @description Items that are matched against each other.
             */
            items: number;
            /** Format: date-time */
            last_run_at?: string;
            /**
             * Format: int64
             * @description Items in them.
             */
            matched: number;
            model?: components["schemas"]["MatchModel"];
            /**
             * Format: int64
             * @description Products with more than one item.
             */
            products: number;
            /** Format: int64 */
            questions: number;
            /** Format: int64 */
            rest: number;
            /**
             * Format: int64
             * @description Items that changed and were not looked at yet.
             */
            waiting: number;
            /** Format: int64 */
            waiting_suppliers: number;
        };
        /** @description What a record says, as far as matching looks at it. What is not told is empty. */
        MatchText: {
            brand: string;
            gtin: string;
            mpn: string;
            name: string;
            /**
             * @description As it is written.
             * @example 6 x 330 ml
             */
            pack: string;
            /** @description UN/ECE Recommendation 20 code. */
            unit: string;
        };
        MatchUndone: {
            /** @description How many were changed since and stay. */
            kept: number;
            /**
             * Format: int64
             * @description How many questions are open now.
             */
            left: number;
            /** @description How many edges stand as before. */
            undone: number;
        };
        /** @enum {string} */
        MatchVerdict: "same" | "different" | "skip";
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
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        MatchedProduct: components["schemas"]["MatchProductID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    answerMatchAsks: {
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
                "application/json": components["schemas"]["MatchAskAnswers"];
            };
        };
        responses: {
            /** @description What came of each answer, in the order given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchAskAnswered"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMatchAsks: {
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
            /** @description The surest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchAskPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMatchItems: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of number, name, brand, part number or barcode. */
                q?: string;
                /** @description Only these. */
                state?: components["schemas"]["MatchItemState"];
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
            /** @description By number. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchItemPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    leaveMatchProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["schemas"]["ItemID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    returnMatchItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                item: components["schemas"]["ItemID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The item as it stands now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchItem"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerMatchQuestions: {
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
                "application/json": components["schemas"]["MatchAnswers"];
            };
        };
        responses: {
            /** @description What came of each answer, in the order given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchAnswered"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoMatchDeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                deed: components["schemas"]["MatchDeedID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was taken back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchUndone"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    joinMatchProducts: {
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
                "application/json": components["schemas"]["MatchJoin"];
            };
        };
        responses: {
            /** @description The deed and the product that came of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchDeed"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listLonelyItems: {
        parameters: {
            query: {
                /** @description Words of the name, brand, part number or barcode. */
                q: string;
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
            /** @description At most 50; more words find others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchLonely"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMatchPolicy: {
        parameters: {
            query?: {
                /** @description A precision to look at instead of the one that stands. */
                precision?: number;
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
            /** @description The policy and what it means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    setMatchPolicy: {
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
                "application/json": components["schemas"]["MatchPolicyChange"];
            };
        };
        responses: {
            /** @description The policy and what it means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchPolicy"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMatchProducts: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of the name, brand, part number or barcode. */
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
            /** @description Latest changed first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchProductPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMatchProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                product: components["parameters"]["MatchedProduct"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The product. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchProductWhole"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    splitMatchProduct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                product: components["parameters"]["MatchedProduct"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MatchSplit"];
            };
        };
        responses: {
            /** @description The deed and the products that are left. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchDeed"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listMatchQuestions: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words in either text. */
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
            /** @description The questions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchQuestionPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getMatchStatus: {
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
            /** @description The figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MatchStatus"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
}
