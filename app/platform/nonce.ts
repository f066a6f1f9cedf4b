import { createContext, useContext } from "react";

/** The request's CSP nonce, which inline scripts carry; "" in the browser. */
export const NonceContext = createContext("");

export const useNonce = () => useContext(NonceContext);
