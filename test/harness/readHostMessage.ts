import { hostMessageSchema } from "../../src/protocol/hostMessages";
import { reader } from "../../src/protocol/shapes";

/** Holds a message to what the host may send; the panel itself takes it unseen. */
export const readHostMessage = reader(hostMessageSchema);
