"""How is it all put together? Home and package data (read here, passed down), the slow river (`prepare`) and the fast one (`local`)."""
