/** This package's version, as package.json has it; a constant, so that no command reads a file for it. */
export const VERSION = '0.1.0';
