"""Questions for a training session, each leading to the quotation that it rests on."""
