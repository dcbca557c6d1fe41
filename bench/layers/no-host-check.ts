/** Serves every host. */
export const hostCheck = () => () => {};
