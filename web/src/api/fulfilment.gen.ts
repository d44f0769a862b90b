// Written by `npm run gen` from api/openapi/fulfilment.yaml. Do not edit.
export interface paths {
    "/api/companies/{company}/deliveries": {
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
         * What is under way to my company, and what came
         * @description Of what is under way the first expected first; else the newest first.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/deliveries/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        /** One shipment to my company */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/deliveries/{shipment}/lines/{line}/photos": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["DeliveredLine"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a photo to a line
         * @description PNG, JPEG or WebP by its bytes, at most 10 MiB, at most 10 for a line. The body is streamed.
         */
        post: operations["addDeliveryPhoto"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/deliveries/{shipment}/photos/{photo}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                photo: components["parameters"]["PhotoInPath"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        /** What we saw */
        get: operations["getDeliveryPhoto"];
        put?: never;
        post?: never;
        /** Take a photo away that the supplier has not got yet */
        delete: operations["deleteDeliveryPhoto"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/deliveries/{shipment}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what came
         * @description Once: what was received answers 409 `fulfilment.not_now`. What is short, damaged, wrong or too much becomes a case for the supplier, one for each kind on a line.
         */
        post: operations["receiveDelivery"];
        /**
         * Take a receipt back
         * @description For half an hour, and only while the supplier has answered none of its cases; 409 `fulfilment.too_late` afterwards.
         */
        delete: operations["undoReceipt"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/delivery-cases": {
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
         * Cases about what came to my company
         * @description The newest first.
         */
        get: operations["listDeliveryCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/delivery-cases/{case}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: components["parameters"]["CaseInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree, disagree, or let a case go
         * @description What is agreed to be sent or replaced is open again on the line of the order.
         */
        post: operations["actOnCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders-to-ship": {
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
         * Orders with something that is agreed and not shipped
         * @description By when it should leave, what is late first; orders without a day last.
         */
        get: operations["listOrdersToShip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders-to-ship/ship": {
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
         * Ship several orders as they were ordered
         * @description For each order all that is open goes into one shipment, each order for itself. Answers what became of each. Sent again, what was shipped is `nothing`.
         */
        post: operations["shipOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/close": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that the rest of lines does not come
         * @description Of lines that were partly shipped the quantity becomes what was shipped; others are refused. The buyer is told, and stock that is held for it is free.
         */
        post: operations["closeOrderLines"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        /** What was shipped of an order, what is open, and its cases */
        get: operations["getOrderDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/orders/{order}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ship lines of an order
         * @description One transaction: the stock that is held for what ships leaves it. More than what is open is refused with 409 `fulfilment.too_much`. The rest of lines in `close` does not come any more, and the buyer is told.
         */
        post: operations["createShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/placed-orders/{order}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        /** What was shipped of an order of mine, what is open, and its cases */
        get: operations["getPlacedOrderDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipment-cases": {
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
         * Cases about what my company shipped
         * @description The newest first.
         */
        get: operations["listShipmentCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipment-cases/{case}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: components["parameters"]["CaseInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say how a case is made good
         * @description Again, until the buyer agreed. A remedy that does not go with the kind of the case is refused.
         */
        post: operations["answerCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipments": {
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
         * What my company shipped
         * @description The newest first.
         */
        get: operations["listShipments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipments/{shipment}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        /** One shipment of mine */
        get: operations["getShipment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Correct a shipment that is under way
         * @description What is not said stays. Quantities are not corrected: such a shipment is made void, and shipped anew.
         */
        patch: operations["changeShipment"];
        trace?: never;
    };
    "/api/companies/{company}/shipments/{shipment}/photos/{photo}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                photo: components["parameters"]["PhotoInPath"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        /** What the buyer saw */
        get: operations["getShipmentPhoto"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipments/{shipment}/void": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take back a shipment that is under way
         * @description What left the stock lies there again, held as it was. One that was received answers 409 `fulfilment.not_now`.
         */
        post: operations["voidShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/companies/{company}/shipments/export": {
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
         * Write what my company shipped into a file
         * @description Runs as a job. A row for each line.
         */
        post: operations["exportShipments"];
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
        Case: {
            /** @description What the quantity comes to at what was frozen: goods less promotions, with tax. */
            amount: string;
            buyer: components["schemas"]["DeliveryParty"];
            /** Format: date-time */
            changed_at: string;
            currency: string;
            /** Format: date-time */
            due?: string;
            events: components["schemas"]["CaseEvent"][];
            id: components["schemas"]["CaseID"];
            kind: components["schemas"]["CaseKind"];
            line: number;
            name: string;
            /** Format: date-time */
            opened_at: string;
            order: components["schemas"]["OrderID"];
            order_number: string;
            quantity: string;
            /** @description Those that go with its kind. */
            remedies: components["schemas"]["Remedy"][];
            remedy?: components["schemas"]["Remedy"];
            shipment: components["schemas"]["ShipmentID"];
            shipment_number: string;
            sku: string;
            state: components["schemas"]["CaseState"];
            supplier: components["schemas"]["DeliveryParty"];
            turn?: components["schemas"]["DeliverySide"];
            unit: string;
            /** Format: int64 */
            version: number;
        };
        CaseAct: {
            /** @enum {string} */
            act: "agree" | "dispute" | "withdraw";
            /** @description Has to be there with dispute. */
            words?: string;
        };
        CaseAnswer: {
            remedy: components["schemas"]["Remedy"];
            /** @description Has to be there where it is refused. */
            words?: string;
        };
        CaseEvent: {
            /** @enum {string} */
            act: "open" | "answer" | "agree" | "dispute" | "withdraw";
            /** Format: date-time */
            at: string;
            person: string;
            remedy?: components["schemas"]["Remedy"];
            side: components["schemas"]["DeliverySide"];
            state: components["schemas"]["CaseState"];
            words: string;
        };
        CaseID: string;
        /** @enum {string} */
        CaseKind: "short" | "damaged" | "wrong" | "over";
        CasePage: {
            items: components["schemas"]["Case"][];
            /** @description Cases that wait for me, whatever the filter. */
            mine: number;
            next?: string;
        };
        /**
         * @description The supplier has the turn while it is open or disputed, the buyer while it is answered.
         * @enum {string}
         */
        CaseState: "open" | "answered" | "disputed" | "closed" | "withdrawn";
        /** @example com_06evk3q2b5vt8h0000000000a0 */
        CompanyID: string;
        DeliveryParty: {
            company: components["schemas"]["CompanyID"];
            name: string;
        };
        /** @enum {string} */
        DeliverySide: "buyer" | "supplier";
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
        LinesClosing: {
            lines: number[];
            reason: string;
        };
        OpenLine: {
            /** @description Sold by what it really weighs; told to the supplier alone. */
            catch_weight: boolean;
            /** Format: date-time */
            due?: string;
            line: number;
            name: string;
            /** @description Agreed and not shipped, what is to be made good among it. */
            open: string;
            /** @description As agreed. */
            quantity: string;
            received: string;
            shipped: string;
            /** @description Whether it can be shipped now: it is accepted, and something is open. */
            ships: boolean;
            sku: string;
            unit: string;
        };
        OrderDelivery: {
            cases: components["schemas"]["Case"][];
            lines: components["schemas"]["OpenLine"][];
            order: components["schemas"]["OrderID"];
            /** @description The newest first, void ones too. */
            shipments: components["schemas"]["ShipmentSummary"][];
            /**
             * Format: int64
             * @description Of the order.
             */
            version: number;
        };
        OrderID: string;
        OrdersShipped: {
            orders: {
                order: components["schemas"]["OrderID"];
                /**
                 * @description nothing: no line can be shipped now. on_hold: it waits for credit.
                 * @enum {string}
                 */
                outcome: "shipped" | "nothing" | "stale" | "on_hold" | "not_found";
                shipment?: components["schemas"]["ShipmentID"];
            }[];
        };
        OrdersShipping: {
            carrier?: string;
            /** Format: date */
            expected_on?: string;
            orders: {
                order: components["schemas"]["OrderID"];
                /** Format: int64 */
                version: number;
            }[];
        };
        OrdersToShip: {
            items: components["schemas"]["OrderToShip"][];
            next?: string;
            /** @description Orders with something to ship, whatever the filter. */
            total: number;
        };
        OrderToShip: {
            buyer: components["schemas"]["DeliveryParty"];
            /**
             * Format: date-time
             * @description By when the first of them should leave.
             */
            due?: string;
            /** @description With something open. */
            lines: number;
            number: string;
            order: components["schemas"]["OrderID"];
            /** Format: date-time */
            ordered_at: string;
            reference: string;
            /** Format: int64 */
            version: number;
        };
        Photo: {
            /** Format: date-time */
            at: string;
            id: components["schemas"]["PhotoID"];
            person: string;
        };
        PhotoID: string;
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
        Receipt: {
            lines: {
                /** @description All that came, in whatever state. */
                counted: string;
                damaged?: string;
                line: number;
                note?: string;
                wrong?: string;
            }[];
            /** @description Lines that are not said came as they were shipped; false refuses to leave any out. */
            rest_as_delivered: boolean;
            /**
             * Format: int64
             * @description Of the shipment that was seen.
             */
            version?: number;
        };
        /**
         * @description Of the supplier. send_rest: what is missing is sent; replace: it is sent anew; credit: it is not paid; collect: it is fetched back; let_keep: it stays for nothing; bill: it stays and is paid at the price of the order; refuse: nothing, with a reason.
         * @enum {string}
         */
        Remedy: "send_rest" | "replace" | "credit" | "collect" | "let_keep" | "bill" | "refuse";
        Shipment: {
            cases: components["schemas"]["Case"][];
            currency: string;
            lines: components["schemas"]["ShipmentLine"][];
            summary: components["schemas"]["ShipmentSummary"];
            /** @description Goods less promotions, with tax, at what was frozen in the order. */
            total: string;
        };
        ShipmentChange: {
            carrier?: string;
            /** Format: date */
            expected_on?: string;
            note?: string;
            number?: string;
            tracking?: string[];
        };
        ShipmentDraft: {
            carrier?: string;
            /** @description Lines whose rest does not come. */
            close?: number[];
            /** Format: date */
            expected_on?: string;
            lines: {
                line: number;
                quantity: string;
                weight?: string;
            }[];
            note?: string;
            /** @description Of the delivery note; default is made from the number of the order. */
            number?: string;
            /** @description Why it does not come. */
            reason?: string;
            tracking?: string[];
        };
        ShipmentExport: {
            /** @enum {string} */
            format: "csv" | "xlsx";
            q?: string;
            /** Format: date */
            today?: string;
            view?: components["schemas"]["ShipmentView"];
        };
        ShipmentID: string;
        ShipmentLine: {
            brand: string;
            /** @description Units in a case. */
            case?: string;
            /** @description All that came; not there until it is received. */
            counted?: string;
            /** @description Of counted. */
            damaged: string;
            gtin: string;
            item: components["schemas"]["ItemID"];
            /** @description Its number in the order. */
            line: number;
            mpn: string;
            name: string;
            note: string;
            photos: components["schemas"]["Photo"][];
            quantity: string;
            sku: string;
            total: string;
            unit: string;
            /** @description What it really weighs, in the unit, where it is sold by its real weight. */
            weight?: string;
            /** @description Of counted. */
            wrong: string;
        };
        ShipmentPage: {
            /** @description Whatever the filter. */
            counts: {
                late: number;
                problems: number;
                received: number;
                today: number;
                under_way: number;
            };
            items: components["schemas"]["ShipmentSummary"][];
            next?: string;
        };
        /** @enum {string} */
        ShipmentState: "under_way" | "received" | "void";
        ShipmentSummary: {
            buyer: components["schemas"]["DeliveryParty"];
            /** @description A known carrier by its short word, or a name as it was written. */
            carrier: string;
            /** Format: date */
            expected_on?: string;
            id: components["schemas"]["ShipmentID"];
            lines: number;
            note: string;
            /** @description Of the delivery note. */
            number: string;
            open_cases: number;
            order: components["schemas"]["OrderID"];
            order_number: string;
            /** Format: date-time */
            received_at?: string;
            received_by?: string;
            /** @description The buyer's own number of its order. */
            reference: string;
            /** Format: date-time */
            shipped_at: string;
            shipped_by: string;
            state: components["schemas"]["ShipmentState"];
            supplier: components["schemas"]["DeliveryParty"];
            /** @description A number for each parcel. */
            tracking: string[];
            /**
             * Format: date-time
             * @description Until when a receipt can be taken back; not said where it cannot.
             */
            undo_until?: string;
            /** Format: int64 */
            version: number;
        };
        /**
         * @description Default is all, without what is void. late and today: under way, and expected before or on this day; problems: with cases that are not closed.
         * @enum {string}
         */
        ShipmentView: "under_way" | "late" | "today" | "received" | "problems" | "void" | "all";
        ShipmentVoid: {
            reason: string;
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
        CaseInPath: components["schemas"]["CaseID"];
        /** @description Default is all. */
        CaseTurn: "mine" | "open" | "ended";
        /** @description The company that acts. */
        Company: components["schemas"]["CompanyID"];
        /** @description Its number in the order. */
        DeliveredLine: number;
        DeliveredOrder: components["schemas"]["OrderID"];
        /** @description The day it is where I am, for what is late; default is that of UTC. */
        DeliveryDay: string;
        DeliveryViewing: components["schemas"]["ShipmentView"];
        /** @description Parts of a number, a reference, a name, or a tracking number. */
        DeliveryWords: string;
        /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
        IdempotencyKey: string;
        /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
        IfMatch: string;
        /** @description How many entries to answer with. Default 50. */
        Limit: number;
        PhotoInPath: components["schemas"]["PhotoID"];
        ShipmentInPath: components["schemas"]["ShipmentID"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Parts of a number, a reference, a name, or a tracking number. */
                q?: components["parameters"]["DeliveryWords"];
                /** @description The day it is where I am, for what is late; default is that of UTC. */
                today?: components["parameters"]["DeliveryDay"];
                view?: components["parameters"]["DeliveryViewing"];
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
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    addDeliveryPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                /** @description Its number in the order. */
                line: components["parameters"]["DeliveredLine"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
            };
        };
        responses: {
            /** @description The photo. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Photo"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getDeliveryPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                photo: components["parameters"]["PhotoInPath"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    deleteDeliveryPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                photo: components["parameters"]["PhotoInPath"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
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
    receiveDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Receipt"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    undoReceipt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listDeliveryCases: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Default is all. */
                turn?: components["parameters"]["CaseTurn"];
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
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    actOnCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                case: components["parameters"]["CaseInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseAct"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listOrdersToShip: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Parts of a number, a reference, a name, or a tracking number. */
                q?: components["parameters"]["DeliveryWords"];
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
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersToShip"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    shipOrders: {
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
                "application/json": components["schemas"]["OrdersShipping"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrdersShipped"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    closeOrderLines: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinesClosing"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDelivery"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getOrderDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDelivery"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    createShipment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A value of the client's own (a UUID is good). The same key with the same request answers what the first one answered and does nothing again; with another request it is refused. Kept for 24 hours. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipmentDraft"];
            };
        };
        responses: {
            /** @description The shipment. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getPlacedOrderDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                order: components["parameters"]["DeliveredOrder"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderDelivery"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listShipmentCases: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Default is all. */
                turn?: components["parameters"]["CaseTurn"];
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
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    answerCase: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                case: components["parameters"]["CaseInPath"];
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseAnswer"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    listShipments: {
        parameters: {
            query?: {
                /** @description Cursor of the page before, from its `next`. */
                after?: components["parameters"]["After"];
                /** @description How many entries to answer with. Default 50. */
                limit?: components["parameters"]["Limit"];
                /** @description Parts of a number, a reference, a name, or a tracking number. */
                q?: components["parameters"]["DeliveryWords"];
                /** @description The day it is where I am, for what is late; default is that of UTC. */
                today?: components["parameters"]["DeliveryDay"];
                view?: components["parameters"]["DeliveryViewing"];
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
            /** @description What was asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentPage"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getShipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    changeShipment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read. A resource that has changed since answers 412 and stays as it is. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipmentChange"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    getShipmentPhoto: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                photo: components["parameters"]["PhotoInPath"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture. */
            200: {
                headers: {
                    "Cache-Control"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    voidShipment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The company that acts. */
                company: components["parameters"]["Company"];
                shipment: components["parameters"]["ShipmentInPath"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipmentVoid"];
            };
        };
        responses: {
            /** @description What was asked for. */
            200: {
                headers: {
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            default: components["responses"]["Problem"];
        };
    };
    exportShipments: {
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
                "application/json": components["schemas"]["ShipmentExport"];
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
}
