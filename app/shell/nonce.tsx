import { createContext, useContext } from 'react';

const Nonce = createContext<string | undefined>(undefined);

/** Gives the request's script nonce to the document; in the browser there is none to give. */
export const NonceProvider = Nonce.Provider;
export const useNonce = () => useContext(Nonce);
