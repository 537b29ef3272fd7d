/** As the server takes an address; whether it reaches anybody, a letter shows. */
export const isAddress = (text: string): boolean => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text);
