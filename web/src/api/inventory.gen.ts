// Written by `npm run gen` from api/openapi/inventory.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/incoming": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What is on its way to me */
        get: operations["listIncoming"];
        put?: never;
        /** Say that something is on its way */
        post: operations["createIncoming"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/incoming/{incoming}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                incoming: components["parameters"]["IncomingInPath"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change what is on its way
         * @description The item stays.
         */
        put: operations["updateIncoming"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/incoming/{incoming}/end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                incoming: components["parameters"]["IncomingInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a delivery in, or call it off
         * @description What was received is added to the count of the warehouse.
         */
        post: operations["endIncoming"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        /** What is held for buyers at me */
        get: operations["listReservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/reservations/release": {
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
         * Let go of what is held
         * @description Answers how each stands now; one that ended before stays as it ended.
         */
        post: operations["releaseReservations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/stock": {
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
         * What I have, item by item and warehouse by warehouse
         * @description `total` is counted for the first page only.
         */
        get: operations["listStock"];
        /**
         * Set counts
         * @description A line without on_hand forgets the count. Answered is what stood before, so that it can be put back, and which lines could not be understood; these change nothing. Lines in = changed + same + flagged.
         */
        put: operations["putStock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/stock/export": {
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
         * Write stock into a file
         * @description Runs as a job. A row for each item and warehouse.
         */
        post: operations["exportStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/stock/feed": {
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
         * Bring many figures at once, from an ERP
         * @description Figures are absolute: what lies there, what is held included and what is sold not. The same feed again changes nothing. A figure older than the one that stands is left out as late; what was captured after as_of is taken off. Lines in = changed + same + late + flagged.
         */
        post: operations["feedStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/warehouses": {
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
         * The places that I deliver from
         * @description With what lies there and how old the figures are. The main one first, then by code.
         */
        get: operations["listWarehouses"];
        put?: never;
        /**
         * Add a warehouse
         * @description The first one becomes the main one, whose figures price files and the sheet of items write.
         */
        post: operations["createWarehouse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/warehouses/{warehouse}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                warehouse: components["parameters"]["WarehouseInPath"];
            };
            cookie?: never;
        };
        get?: never;
        /**
         * Change a warehouse
         * @description Making it the main one takes that from the other. The main one always serves.
         */
        put: operations["updateWarehouse"];
        post?: never;
        /**
         * Remove a warehouse that was never used
         * @description One that has figures, deliveries or holds stays; it can stop to serve.
         */
        delete: operations["deleteWarehouse"];
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
        Incoming: {
            /** Format: date */
            due: string;
            id: components["schemas"]["IncomingID"];
            item: components["schemas"]["ItemID"];
            /** @description It was due and has not come. */
            late: boolean;
            name: string;
            quantity: string;
            reference?: string;
            sku: string;
            state: components["schemas"]["IncomingState"];
            unit: string;
            /** Format: int64 */
            version: number;
            warehouse: components["schemas"]["WarehouseID"];
        };
        IncomingChange: {
            /** Format: date */
            due: string;
            quantity: string;
            reference?: string;
            warehouse: components["schemas"]["WarehouseID"];
        };
        /** @description The item by id or SKU. */
        IncomingDraft: {
            /** Format: date */
            due: string;
            item?: components["schemas"]["ItemID"];
            quantity: string;
            /** @description Of the order that I gave. */
            reference?: string;
            sku?: string;
            warehouse?: components["schemas"]["WarehouseID"];
        };
        IncomingEnd: {
            /** @enum {string} */
            as: "received" | "cancelled";
            /** @description What really came; all of it when it is not given. */
            quantity?: string;
        };
        IncomingID: string;
        IncomingPage: {
            items: components["schemas"]["Incoming"][];
            next?: string;
        };
        /** @enum {string} */
        IncomingState: "expected" | "received" | "cancelled";
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
        Reservation: {
            buyer: components["schemas"]["CompanyID"];
            buyer_name: string;
            /** Format: date-time */
            ended_at?: string;
            /** Format: date-time */
            expires_at: string;
            /** Format: date-time */
            held_at: string;
            id: components["schemas"]["ReservationID"];
            item: components["schemas"]["ItemID"];
            name: string;
            quantity: string;
            shares: components["schemas"]["ReservationShare"][];
            sku: string;
            state: components["schemas"]["ReservationState"];
            unit: string;
        };
        ReservationID: string;
        ReservationOutcome: {
            reservation: components["schemas"]["ReservationID"];
            state: components["schemas"]["ReservationState"];
        };
        ReservationOutcomes: {
            items: components["schemas"]["ReservationOutcome"][];
        };
        ReservationPage: {
            items: components["schemas"]["Reservation"][];
            next?: string;
        };
        ReservationRelease: {
            reservations: components["schemas"]["ReservationID"][];
        };
        ReservationShare: {
            quantity: string;
            warehouse: components["schemas"]["WarehouseID"];
        };
        /** @enum {string} */
        ReservationState: "held" | "captured" | "released" | "expired";
        StockArrival: {
            /** Format: date */
            due: string;
            quantity: string;
        };
        StockBefore: {
            item: components["schemas"]["ItemID"];
            /** @description Absent where nothing was counted. */
            on_hand?: string;
            warehouse: components["schemas"]["WarehouseID"];
        };
        StockCount: {
            /** Format: date-time */
            as_of: string;
            /** @description Counted longer ago than the warehouse says is usual. */
            old: boolean;
            /** @description In the item's unit; what is held included. */
            on_hand: string;
            /** @description Held for buyers. */
            reserved: string;
            warehouse: components["schemas"]["WarehouseID"];
        };
        StockExport: {
            category?: string;
            /** @enum {string} */
            format: "csv" | "xlsx";
            q?: string;
            show?: components["schemas"]["StockShow"];
            warehouse?: components["schemas"]["WarehouseID"];
        };
        StockFed: {
            changed: number;
            flagged: components["schemas"]["StockFlag"][];
            late: number;
            same: number;
        };
        StockFeed: {
            /**
             * Format: date-time
             * @description When it was counted; now when it is not given. Not in the future.
             */
            as_of?: string;
            lines: components["schemas"]["StockFeedLine"][];
            /** @description Of lines that name none, by code or id; the main one when it is not given. */
            warehouse?: string;
        };
        StockFeedLine: {
            on_hand: string;
            sku: string;
            warehouse?: string;
        };
        StockFlag: {
            /** @enum {string} */
            code: "unknown_item" | "unknown_warehouse" | "wrong_form" | "negative" | "held" | "twice";
            /** @description From 0. */
            line: number;
            message: string;
        };
        StockItem: {
            counts: components["schemas"]["StockCount"][];
            /** @description What can be promised now from all warehouses that serve. */
            free: string;
            /** @description Expected, by day; what is late is left out of promises. */
            incoming: components["schemas"]["StockArrival"][];
            item: components["schemas"]["ItemID"];
            lead_days?: number;
            name: string;
            sku: string;
            /** @description UN/ECE Recommendation 20 code. */
            unit: string;
        };
        /** @description The item by id or SKU; the warehouse by id or code, the main one when none is named. */
        StockLine: {
            item?: components["schemas"]["ItemID"];
            on_hand?: string;
            sku?: string;
            warehouse?: string;
        };
        StockLines: {
            lines: components["schemas"]["StockLine"][];
        };
        StockOutcome: {
            /** @description What stood where something changed. */
            before: components["schemas"]["StockBefore"][];
            changed: number;
            flagged: components["schemas"]["StockFlag"][];
            same: number;
        };
        StockPage: {
            items: components["schemas"]["StockItem"][];
            next?: string;
            /** Format: int64 */
            total?: number;
        };
        /**
         * @description held: something is held; short: more is held than lies there; old: counted longer ago than its warehouse says is usual.
         * @enum {string}
         */
        StockShow: "all" | "free" | "none_free" | "uncounted" | "held" | "short" | "incoming" | "old";
        /** @enum {string} */
        StockSort: "sku" | "name" | "free" | "oldest";
        Warehouse: {
            code: string;
            /**
             * Format: date-time
             * @description When a feed last brought figures.
             */
            fed_at?: string;
            /** Format: int64 */
            fed_lines?: number;
            /**
             * @description silent: for longer than quiet_hours no feed brought figures.
             * @enum {string}
             */
            feed: "none" | "fresh" | "silent";
            /**
             * Format: int64
             * @description Of how many something is held there.
             */
            held: number;
            id: components["schemas"]["WarehouseID"];
            /**
             * Format: int64
             * @description How many items are counted there.
             */
            items: number;
            main: boolean;
            name: string;
            /** Format: date-time */
            newest?: string;
            /**
             * Format: date-time
             * @description When the oldest figure was counted.
             */
            oldest?: string;
            place?: string;
            quiet_hours: number;
            regions: string[];
            serving: boolean;
            /** Format: int64 */
            version: number;
        };
        WarehouseDraft: {
            /** @description My own; unique. Feeds name a warehouse by it. */
            code: string;
            main?: boolean;
            name: string;
            place?: string;
            /** @description After so many hours without figures its feed is called silent. Default 24. */
            quiet_hours?: number;
            /** @description Regions of customers that it serves, such as SE-AB, or countries, such as SE; empty for all. */
            regions?: string[];
            /** @description Whether its stock counts for buyers. Default true. */
            serving?: boolean;
        };
        WarehouseID: string;
        WarehouseList: {
            items: components["schemas"]["Warehouse"][];
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
        IncomingInPath: components["schemas"]["IncomingID"];
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        WarehouseInPath: components["schemas"]["WarehouseID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listIncoming: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words of SKU, name or reference. */
                q?: string;
                /** @description Default is expected. */
                state?: components["schemas"]["IncomingState"];
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
            /** @description By the day they are due. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncomingPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createIncoming: {
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
                "application/json": components["schemas"]["IncomingDraft"];
            };
        };
        responses: {
            /** @description The delivery. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incoming"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateIncoming: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                incoming: components["parameters"]["IncomingInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncomingChange"];
            };
        };
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incoming"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    endIncoming: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                incoming: components["parameters"]["IncomingInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IncomingEnd"];
            };
        };
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Incoming"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listReservations: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Default is all. */
                state?: components["schemas"]["ReservationState"];
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
                    "application/json": components["schemas"]["ReservationPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    releaseReservations: {
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
                "application/json": components["schemas"]["ReservationRelease"];
            };
        };
        responses: {
            /** @description How each stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReservationOutcomes"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listStock: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                category?: string;
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Words; each occurs in SKU, name, brand, manufacturer's number or GTIN. */
                q?: string;
                show?: components["schemas"]["StockShow"];
                /** @description Default is sku; free: the least first; oldest: the oldest count first, items without one last. */
                sort?: components["schemas"]["StockSort"];
                /** @description What show and sort look at; all when it is not given. */
                warehouse?: components["schemas"]["WarehouseID"];
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
            /** @description Items for sale with their figures. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    putStock: {
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
                "application/json": components["schemas"]["StockLines"];
            };
        };
        responses: {
            /** @description What became of the lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockOutcome"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportStock: {
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
                "application/json": components["schemas"]["StockExport"];
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
    feedStock: {
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
                "application/json": components["schemas"]["StockFeed"];
            };
        };
        responses: {
            /** @description What became of the lines. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockFed"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listWarehouses: {
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
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WarehouseList"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createWarehouse: {
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
                "application/json": components["schemas"]["WarehouseDraft"];
            };
        };
        responses: {
            /** @description The warehouse. */
            201: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warehouse"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    updateWarehouse: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                warehouse: components["parameters"]["WarehouseInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WarehouseDraft"];
            };
        };
        responses: {
            /** @description The warehouse. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Warehouse"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteWarehouse: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                warehouse: components["parameters"]["WarehouseInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            default: components["responses"]["Problem"];
        };
    };
}
