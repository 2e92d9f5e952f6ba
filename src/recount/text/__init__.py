"""Reading primitives: normalise, repair, sentences, quantities, news dates, language."""
