"""The pages of proof: the library, one document, uploads, and the files themselves."""
