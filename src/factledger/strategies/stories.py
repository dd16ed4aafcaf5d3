from hypothesis import strategies as st
def articles(): return st.text()
